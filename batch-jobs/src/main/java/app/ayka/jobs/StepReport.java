package app.ayka.jobs;

import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Tells the run how far a step is, as pages show it. A step without items has nothing to do and is told as skipped. */
final class StepReport implements StepExecutionListener {

    private static final Logger log = LoggerFactory.getLogger(StepReport.class);

    private final Runs runs;
    private final Step step;
    private final ToIntFunction<RunId> items;

    StepReport(Runs runs, Step step, ToIntFunction<RunId> items) {
        this.runs = runs;
        this.step = step;
        this.items = items;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        var todo = items.applyAsInt(run(execution));
        log.info("step {} begins; items: {}", step.key(), todo);
        runs.begin(run(execution), step, todo);
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        TroubleKeeper.logUnexpected(execution);
        log.info("step {} ended as {}", step.key(), execution.getStatus());
        runs.end(run(execution), step, execution.getStatus() == BatchStatus.COMPLETED);
        return execution.getExitStatus();
    }

    static RunId run(StepExecution execution) {
        return RunId.of(String.valueOf(execution.getJobParameters().getString(RunLaunch.RUN)));
    }
}
