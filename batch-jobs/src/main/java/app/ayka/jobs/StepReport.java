package app.ayka.jobs;

import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import java.util.function.ToIntFunction;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Tells the run how far a step is, as pages show it. A step without items has nothing to do and is told as skipped. */
final class StepReport implements StepExecutionListener {

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
        runs.begin(run(execution), step, items.applyAsInt(run(execution)));
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        TroubleKeeper.logUnexpected(execution);
        runs.end(run(execution), step, execution.getStatus() == BatchStatus.COMPLETED);
        return execution.getExitStatus();
    }

    static RunId run(StepExecution execution) {
        return RunId.of(String.valueOf(execution.getJobParameters().getString(RunLaunch.RUN)));
    }
}
