package app.ayka.jobs;

import app.ayka.base.UserId;
import java.util.Collection;
import java.util.function.UnaryOperator;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/** One part is worked on at once by whoever has the run, which saves the way through the queue; several are spread. */
final class SpreadParts implements PartitionHandler {

    private final Step worker;
    private final PartRunner runner;
    private final PartQueue queue;

    SpreadParts(Step worker, PartRunner runner, PartQueue queue) {
        this.worker = worker;
        this.runner = runner;
        this.queue = queue;
    }

    @Override
    public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager) throws Exception {
        var parts = splitter.split(manager, 1);
        if (parts.size() > 1) {
            var owner = UserId.of(String.valueOf(manager.getJobParameters().getString(RunLaunch.OWNER)));
            return queue.spread(parts, RunTask.LEASE.get(), owner, manager.getJobExecutionId());
        }
        for (var part : parts) {
            runner.run(worker, part, UnaryOperator.identity());
        }
        return parts;
    }
}
