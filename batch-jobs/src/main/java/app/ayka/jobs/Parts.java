package app.ayka.jobs;

import app.ayka.recordings.RunId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.batch.core.partition.PartitionNameProvider;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Names the parts of the current step, from ids that are stored: the same parts at each restart, whatever was done
 * meanwhile. Asking for what is still to do would lose parts.
 */
final class Parts implements Partitioner, PartitionNameProvider {

    private final Function<RunId, List<Part>> parts;

    Parts(Function<RunId, List<Part>> parts) {
        this.parts = parts;
    }

    /** The recording as a whole. */
    static Parts whole() {
        return new Parts(run -> List.of(new Part(run, null)));
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        var contexts = new LinkedHashMap<String, ExecutionContext>();
        getPartitionNames(gridSize).forEach(name -> contexts.put(name, new ExecutionContext()));
        return contexts;
    }

    @Override
    public Collection<String> getPartitionNames(int gridSize) {
        var step = StepSynchronizationManager.getContext();
        if (step == null) {
            throw new IllegalStateException("parts are named inside of a step only");
        }
        return parts.apply(StepReport.run(step.getStepExecution())).stream()
                .map(Part::name)
                .toList();
    }
}
