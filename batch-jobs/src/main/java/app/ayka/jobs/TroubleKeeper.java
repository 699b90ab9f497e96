package app.ayka.jobs;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Keeps with a part why it failed, for whoever runs the whole. */
final class TroubleKeeper implements StepExecutionListener {

    @Override
    public void beforeStep(StepExecution execution) {
        Trouble.forget(execution.getExecutionContext());
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        if (execution.getStatus() != BatchStatus.COMPLETED && execution.getStatus() != BatchStatus.STOPPED) {
            Trouble.worst(execution.getFailureExceptions().stream()
                            .map(Trouble::of)
                            .toList())
                    .keepIn(execution.getExecutionContext());
        }
        return execution.getExitStatus();
    }
}
