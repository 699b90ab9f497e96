package app.ayka.jobs;

import app.ayka.recordings.Runs;
import app.ayka.speech.TranscribeWindows;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** Which slot a step's parts need: a GPU for an engine that uses one, as long as some node has it, else a CPU. */
@Component
class SlotKinds {

    private final JobSettings settings;
    private final Slots slots;
    private final ClusterNodes nodes;
    private final Runs runs;
    private final TranscribeWindows transcribe;

    SlotKinds(JobSettings settings, Slots slots, ClusterNodes nodes, Runs runs, TranscribeWindows transcribe) {
        this.settings = settings;
        this.slots = slots;
        this.nodes = nodes;
        this.runs = runs;
        this.transcribe = transcribe;
    }

    SlotKind of(Step worker, StepExecution manager) {
        if (settings.gpuEngines().isEmpty()
                || !worker.getName().equals(StepFactory.workerName(app.ayka.recordings.Step.TRANSCRIBE))) {
            return SlotKind.CPU;
        }
        var needed = runs.find(StepReport.run(manager))
                .map(transcribe::engine)
                .filter(settings.gpuEngines()::contains)
                .isPresent();
        return needed && (here(SlotKind.GPU) || nodes.anyFor(SlotKind.GPU)) ? SlotKind.GPU : SlotKind.CPU;
    }

    boolean here(SlotKind kind) {
        return slots.all(kind) > 0;
    }
}
