package app.ayka.jobs;

import java.util.ArrayList;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.step.StepExecution;

/** Reads from a job execution that did not succeed why. */
final class RunTrouble {

    private RunTrouble() {}

    /** The most final trouble of all parts; what the job itself met when no part tells. */
    static Trouble of(JobExecution execution) {
        var troubles = new ArrayList<Trouble>();
        for (var step : execution.getStepExecutions()) {
            if (step.getStatus() != BatchStatus.COMPLETED) {
                Trouble.keptIn(step.getExecutionContext()).ifPresent(troubles::add);
            }
        }
        for (var failure : execution.getAllFailureExceptions()) {
            // "a part failed" says nothing; "the flow ended unexpectedly" has a cause that does
            if (!(failure instanceof JobExecutionException) || failure.getCause() != null) {
                troubles.add(Trouble.of(failure));
            }
        }
        return Trouble.worst(troubles);
    }

    /** Some part was finished, so the count of failures in a row begins anew. */
    static boolean progressed(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .map(StepExecution::getStatus)
                .anyMatch(BatchStatus.COMPLETED::equals);
    }
}
