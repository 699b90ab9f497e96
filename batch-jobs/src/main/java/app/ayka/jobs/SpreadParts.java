package app.ayka.jobs;

import app.ayka.base.UserId;
import java.util.Collection;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * One part is worked on at once by whoever has the run, which saves the way through the queue. Several are spread, and one
 * that needs what this node has not.
 */
final class SpreadParts implements PartitionHandler {

    private final Step worker;
    private final PartRunner runner;
    private final PartQueue queue;
    private final SlotKinds kinds;

    SpreadParts(Step worker, PartRunner runner, PartQueue queue, SlotKinds kinds) {
        this.worker = worker;
        this.runner = runner;
        this.queue = queue;
        this.kinds = kinds;
    }

    @Override
    public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager) throws Exception {
        var parts = splitter.split(manager, 1);
        var kind = kinds.of(worker, manager);
        if (parts.size() > 1 || !kinds.here(kind)) {
            var owner = UserId.of(String.valueOf(manager.getJobParameters().getString(RunLaunch.OWNER)));
            return queue.spread(parts, RunTask.LEASE.get(), owner, manager.getJobExecutionId(), kind);
        }
        for (var part : parts) {
            runner.runInOwnSlot(worker, part, kind);
        }
        return parts;
    }
}
