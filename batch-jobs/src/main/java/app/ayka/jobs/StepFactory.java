package app.ayka.jobs;

import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import app.ayka.recordings.StepState;
import java.util.function.ToIntFunction;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.partition.StepExecutionAggregator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.stereotype.Component;

/**
 * Builds the steps of pipelines: a manager that splits and reports, a worker that works on one part. Workers have a
 * resourceless transaction manager: no database transaction is open while something slow goes on, and every writer opens
 * its own.
 */
@Component
class StepFactory {

    private final JobRepository repository;
    private final PartRunner runner;
    private final PartQueue queue;
    private final SlotKinds kinds;
    private final Runs runs;

    StepFactory(JobRepository repository, PartRunner runner, PartQueue queue, SlotKinds kinds, Runs runs) {
        this.repository = repository;
        this.runner = runner;
        this.queue = queue;
        this.kinds = kinds;
        this.runs = runs;
    }

    /** The manager of a step; {@code items} counts what the step will do, 0 for nothing. */
    Step manager(
            app.ayka.recordings.Step step,
            Step worker,
            Partitioner parts,
            ToIntFunction<RunId> items,
            StepExecutionAggregator whenAllEnded,
            StepExecutionListener... listeners) {
        var builder = new StepBuilder(step.key(), repository);
        for (var listener : listeners) {
            builder.listener(listener); // may change what the report counts
        }
        return builder.listener(new StepReport(runs, step, items))
                .partitioner(worker.getName(), parts)
                .aggregator(whenAllEnded)
                .partitionHandler(new SpreadParts(worker, runner, queue, kinds))
                .build();
    }

    /** A worker that goes through items in chunks. */
    <I, O> ChunkOrientedStepBuilder<I, O> chunks(app.ayka.recordings.Step step, int size) {
        return new StepBuilder(workerName(step), repository)
                .<I, O>chunk(size)
                .transactionManager(new ResourcelessTransactionManager())
                .listener(new TroubleKeeper());
    }

    /** A worker that does one thing for the recording as a whole. */
    Step whole(RecordingWork work) {
        return new StepBuilder(workerName(work.step()), repository)
                .tasklet(
                        (contribution, chunk) -> {
                            work(work, StepReport.run(contribution.getStepExecution()));
                            return RepeatStatus.FINISHED;
                        },
                        new ResourcelessTransactionManager())
                .listener(new TroubleKeeper())
                .build();
    }

    private void work(RecordingWork work, RunId id) {
        var run = runs.find(id).orElseThrow(() -> new IllegalStateException("run " + id + " is gone"));
        if (!work.work(run)) {
            runs.tell(id, work.step(), StepState.SKIPPED, 0, 0);
        }
    }

    static String workerName(app.ayka.recordings.Step step) {
        return step.key() + "-part";
    }
}
