package app.ayka.jobs;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/** The steps that work on parts, one for each step of a pipeline. */
final class WorkerSteps {

    private final Map<app.ayka.recordings.Step, Step> byStep = new HashMap<>();
    private final Map<String, Step> byName = new HashMap<>();

    void add(app.ayka.recordings.Step step, Step worker) {
        byStep.put(step, worker);
        byName.put(worker.getName(), worker);
    }

    Step of(app.ayka.recordings.Step step) {
        return found(byStep.get(step), step.key());
    }

    /** Who works on this part, however it came to this node. */
    Step of(StepExecution part) {
        var name = part.getStepName();
        return found(byName.get(PartRows.worker(name)), name);
    }

    /** For a statement: {@code 'prepare-part', …}. */
    String quotedNames() {
        return byName.keySet().stream().sorted().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    private static Step found(@org.jspecify.annotations.Nullable Step step, String what) {
        if (step == null) {
            throw new IllegalStateException("no step works on " + what);
        }
        return step;
    }
}
