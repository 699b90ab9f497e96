package app.ayka.jobs;

import app.ayka.base.tx.WriteRefusedException;
import app.ayka.jobs.console.PartWork;
import app.ayka.recordings.Lease;
import app.ayka.recordings.Leases;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * Works on one part in the current thread: in a slot, under a lease of its own taken under the lease on the run. Who has
 * lost the part meanwhile hears of it by a {@link WriteRefusedException}. A shutdown stops the part at its next safe point.
 */
@Component
class PartRunner {

    private final Leases leases;
    private final Slots slots;
    private final NodeName node;
    private final Drain drain;
    private final PartWork work;

    private final Map<Lease, StepExecution> working = new ConcurrentHashMap<>();

    PartRunner(Leases leases, Slots slots, NodeName node, Drain drain, PartWork work) {
        this.leases = leases;
        this.slots = slots;
        this.node = node;
        this.drain = drain;
        this.work = work;
        drain.onBegin(() -> working.values().forEach(StepExecution::setTerminateOnly));
    }

    /** Works on a part that came to this node without the queue. */
    void runInOwnSlot(Step worker, StepExecution part, SlotKind kind)
            throws InterruptedException, JobInterruptedException {
        slots.take(kind);
        try {
            run(worker, part, UnaryOperator.identity());
        } finally {
            slots.giveBack(kind);
        }
    }

    /**
     * Works on a part for which the caller holds a slot.
     *
     * @param takeOver makes the execution this worker's. Done before the lease is taken, so that a former worker whose
     *     writes are refused from then on cannot have the part end as failed; and after it, so that the last one to take
     *     the lease is the one that goes on
     * @return the execution as it ended
     */
    StepExecution run(Step worker, StepExecution queued, UnaryOperator<StepExecution> takeOver)
            throws JobInterruptedException {
        var part = Part.of(queued);
        var claimed = takeOver.apply(queued);
        var lease = leases.take(part.run(), worker.getName(), part.name(), node.toString());
        var execution = takeOver.apply(claimed);
        var interrupted = new AtomicReference<@Nullable JobInterruptedException>();
        working.put(lease, execution);
        try (var _ = work.begin(queued, part.run(), part.name())) {
            if (drain.begun()) {
                execution.setTerminateOnly();
            }
            leases.holding(lease, () -> {
                try {
                    worker.execute(execution);
                } catch (JobInterruptedException e) {
                    interrupted.set(e);
                }
            });
        } finally {
            working.remove(lease);
        }
        var cause = interrupted.get();
        if (cause != null) {
            throw cause;
        }
        if (execution.getFailureExceptions().stream()
                .anyMatch(failure -> Trouble.of(failure).kind() == Trouble.Kind.TAKEN_OVER)) {
            throw new WriteRefusedException("part " + part.name() + " goes on elsewhere");
        }
        return execution;
    }
}
