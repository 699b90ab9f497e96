package app.ayka.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Keeps with a part why it failed, for whoever runs the whole. What nobody foresaw is told in full to the log here; of
 * everything else, such as a file that is no sound, the run tells in one line.
 */
final class TroubleKeeper implements StepExecutionListener {

    /** A version that no row has. */
    private static final int NOBODYS = -1;

    private static final Logger log = LoggerFactory.getLogger(TroubleKeeper.class);

    @Override
    public void beforeStep(StepExecution execution) {
        Trouble.forget(execution.getExecutionContext());
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        if (execution.getStatus() != BatchStatus.COMPLETED && execution.getStatus() != BatchStatus.STOPPED) {
            logUnexpected(execution);
            var trouble = Trouble.worst(
                    execution.getFailureExceptions().stream().map(Trouble::of).toList());
            if (trouble.kind() == Trouble.Kind.TAKEN_OVER) {
                execution.setVersion(NOBODYS); // Batch refuses to store the end of a part that goes on elsewhere
            } else {
                trouble.keepIn(execution.getExecutionContext());
                var detail = trouble.detail();
                log.info(
                        "{} failed: {}",
                        execution.getStepName(),
                        detail.contains(trouble.words()) ? detail : trouble.words() + " (" + detail + ")");
            }
        }
        return execution.getExitStatus();
    }

    /** Says with its stack trace what is a mistake in AYKA. */
    static void logUnexpected(StepExecution execution) {
        execution.getFailureExceptions().stream()
                .filter(failure -> !(failure instanceof JobExecutionException)) // "a part failed" says nothing
                .filter(Trouble::isUnexpected)
                .forEach(failure -> log.error(
                        "{} failed for a reason that AYKA does not know; the run ends as failed and can be restarted",
                        execution.getStepName(),
                        failure));
    }
}
