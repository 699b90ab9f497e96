package app.ayka.jobs;

import app.ayka.base.tx.WriteRefusedException;
import app.ayka.recordings.Leases;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * Works on one part in the current thread: in a slot, under a lease of its own taken under the lease on the run. Who has
 * lost the part meanwhile hears of it by a {@link WriteRefusedException}.
 */
@Component
class PartRunner {

    private final Leases leases;
    private final Slots slots;
    private final NodeName node;

    PartRunner(Leases leases, Slots slots, NodeName node) {
        this.leases = leases;
        this.slots = slots;
        this.node = node;
    }

    /**
     * @param takeOver makes the execution this worker's. Done before the lease is taken, so that a former worker whose
     *     writes are refused from then on cannot have the part end as failed; and after it, so that the last one to take
     *     the lease is the one that goes on
     */
    void run(Step worker, StepExecution queued, UnaryOperator<StepExecution> takeOver)
            throws InterruptedException, JobInterruptedException {
        var part = Part.of(queued);
        slots.take();
        try {
            var claimed = takeOver.apply(queued);
            var lease = leases.take(part.run(), worker.getName(), part.name(), node.toString());
            var execution = takeOver.apply(claimed);
            var interrupted = new AtomicReference<@Nullable JobInterruptedException>();
            leases.holding(lease, () -> {
                try {
                    worker.execute(execution);
                } catch (JobInterruptedException e) {
                    interrupted.set(e);
                }
            });
            var cause = interrupted.get();
            if (cause != null) {
                throw cause;
            }
            if (execution.getFailureExceptions().stream()
                    .anyMatch(failure -> Trouble.of(failure).kind() == Trouble.Kind.TAKEN_OVER)) {
                throw new WriteRefusedException("part " + part.name() + " goes on elsewhere");
            }
        } finally {
            slots.giveBack();
        }
    }
}
