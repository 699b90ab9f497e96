package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.tx.WriteRefusedException;
import app.ayka.recordings.Lease;
import app.ayka.recordings.Leases;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Works off one part of a run. When its worker dies, the queue gives the part to another, which goes on in the same step
 * execution from its last commit, under the next epoch; one that shuts down gives it back itself. The data is the owner's id and the epoch of the run's lease.
 */
@Component
class PartTask {

    /** So that a clock that is a little behind sees at once what was handed back. */
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(PartTask.class);

    private final JobRepository repository;
    private final WorkerSteps workers;
    private final PartRunner runner;
    private final PartQueue queue;
    private final Leases leases;
    private final Slots slots;
    private final Drain drain;
    private final JobSettings settings;

    PartTask(
            JobRepository repository,
            WorkerSteps workers,
            PartRunner runner,
            PartQueue queue,
            Leases leases,
            Slots slots,
            Drain drain,
            JobSettings settings) {
        this.repository = repository;
        this.workers = workers;
        this.runner = runner;
        this.queue = queue;
        this.leases = leases;
        this.slots = slots;
        this.drain = drain;
        this.settings = settings;
    }

    /** Works in a slot that the claim has taken. */
    CompletionHandler<String> execute(TaskInstance<String> task, ExecutionContext context, SlotKind kind) {
        try {
            return execute(task);
        } finally {
            slots.giveBack(kind);
        }
    }

    private enum End {
        DONE,
        /** Another worker has the part, or another node the run. */
        LOST,
        HANDED_BACK
    }

    private CompletionHandler<String> execute(TaskInstance<String> task) {
        if (drain.begun()) {
            return handedBack();
        }
        queue.begin(task.getId());
        var stored = queue.stored(Long.parseLong(task.getId()))
                .filter(part -> part.getStatus().isRunning());
        if (stored.isEmpty()) {
            return (complete, operations) -> operations.remove();
        }
        var part = stored.get();
        var end = End.DONE;
        if (wanted(part)) {
            var data = task.getData().split(" ");
            end = work(part, UserId.of(data[0]), Long.parseLong(data[1]));
        } else {
            queue.end(part, BatchStatus.STOPPED, ExitStatus.STOPPED);
        }
        return switch (end) {
            case LOST -> (complete, operations) -> log.info("the row of part {} is another worker's now", task.getId());
            case HANDED_BACK -> handedBack();
            case DONE ->
                (complete, operations) -> {
                    operations.remove();
                    queue.tellEnded(part.getJobExecutionId());
                };
        };
    }

    private CompletionHandler<String> handedBack() {
        return (complete, operations) -> {
            operations.reschedule(complete, complete.getTimeDone().minus(A_MOMENT));
            queue.wake();
        };
    }

    private static boolean wanted(StepExecution part) {
        return part.getJobExecution().getStatus().isRunning()
                && !part.getJobExecution().isStopping();
    }

    private End work(StepExecution execution, UserId owner, long epoch) {
        var part = Part.of(execution);
        var run = new Lease(part.run(), Leases.WHOLE_RUN, new Part(part.run(), null).name(), epoch);
        var end = new AtomicReference<>(End.DONE);
        ActingUser.run(
                owner,
                () -> leases.holding(run, () -> {
                    try {
                        var ended = runner.run(workers.of(execution), execution, this::takeOver);
                        if (drain.begun() && ended.getStatus() != BatchStatus.COMPLETED && stillWanted(ended)) {
                            queue.goOn(ended);
                            log.info("part {} goes on elsewhere: this node shuts down", part.name());
                            end.set(End.HANDED_BACK);
                        }
                    } catch (PartHasEnded e) {
                        log.info("part {} had ended", part.name());
                    } catch (WriteRefusedException e) {
                        end.set(End.LOST);
                        log.info("part {} is no longer wanted here: {}", part.name(), e.getMessage());
                    } catch (JobInterruptedException e) {
                        log.info("part {} was interrupted", part.name());
                    }
                }));
        return end.get();
    }

    private boolean stillWanted(StepExecution part) {
        return queue.stored(part.getId()).filter(PartTask::wanted).isPresent();
    }

    /** Its former worker did the last of it before the lease was taken. */
    private static final class PartHasEnded extends RuntimeException {}

    /**
     * Stores the part once more as it stands: from here on Batch refuses whatever a former worker says of it. That one
     * may come in between once, with the chunk that it had begun, or with a failure because it was refused the next one,
     * which is not the part's.
     */
    private StepExecution takeOver(StepExecution part) {
        for (; ; ) {
            var now = queue.stored(part.getId()).orElseThrow(PartHasEnded::new);
            if (now.getStatus() == BatchStatus.COMPLETED || now.getStatus() == BatchStatus.STOPPED) {
                throw new PartHasEnded();
            }
            try {
                queue.goOn(now);
                return now;
            } catch (OptimisticLockingFailureException e) {
                log.info("part {} was told of while it was taken over; looking again", part.getId());
            }
        }
    }

    /** The part itself could not even fail properly: tried again, in the end given up. */
    void failed(ExecutionComplete complete, ExecutionOperations<String> operations) {
        var failures = complete.getExecution().consecutiveFailures + 1;
        if (failures < settings.attempts()) {
            operations.reschedule(complete, complete.getTimeDone().plus(settings.pauseAfter(failures)));
            return;
        }
        queue.stored(Long.parseLong(complete.getExecution().taskInstance.getId()))
                .ifPresent(part -> {
                    complete.getCause()
                            .map(Trouble::of)
                            .ifPresent(trouble -> trouble.keepIn(part.getExecutionContext()));
                    repository.updateExecutionContext(part);
                    queue.end(part, BatchStatus.FAILED, ExitStatus.FAILED);
                    queue.tellEnded(part.getJobExecutionId());
                });
        operations.remove();
    }
}
