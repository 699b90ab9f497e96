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
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * execution from its last commit, under the next epoch. The data is the owner's id and the epoch of the run's lease.
 */
@Component
class PartTask {

    private static final Logger log = LoggerFactory.getLogger(PartTask.class);

    private final JobRepository repository;
    private final WorkerSteps workers;
    private final PartRunner runner;
    private final PartQueue queue;
    private final Leases leases;
    private final JobSettings settings;

    PartTask(
            JobRepository repository,
            WorkerSteps workers,
            PartRunner runner,
            PartQueue queue,
            Leases leases,
            JobSettings settings) {
        this.repository = repository;
        this.workers = workers;
        this.runner = runner;
        this.queue = queue;
        this.leases = leases;
        this.settings = settings;
    }

    CompletionHandler<String> execute(TaskInstance<String> task, ExecutionContext context) {
        var part = repository.getStepExecution(Long.parseLong(task.getId()));
        if (part == null || !part.getStatus().isRunning()) {
            return (complete, operations) -> operations.remove();
        }
        var data = task.getData().split(" ", 2);
        if (part.getJobExecution().getStatus().isRunning()
                && !part.getJobExecution().isStopping()) {
            if (!work(part, UserId.of(data[0]), Long.parseLong(data[1]))) {
                return (complete, operations) -> log.info("the row of part {} is another worker's now", task.getId());
            }
        } else {
            end(part, BatchStatus.STOPPED, ExitStatus.STOPPED);
        }
        return (complete, operations) -> {
            operations.remove();
            queue.tellEnded(part.getJobExecutionId());
        };
    }

    /** @return false when the part was taken over by another worker, or the run by another node */
    private boolean work(StepExecution execution, UserId owner, long epoch) {
        var part = Part.of(execution);
        var run = new Lease(part.run(), Leases.WHOLE_RUN, new Part(part.run(), null).name(), epoch);
        var mine = new AtomicBoolean(true);
        ActingUser.run(
                owner,
                () -> leases.holding(run, () -> {
                    try {
                        runner.run(workers.of(execution), execution, this::takeOver);
                    } catch (WriteRefusedException e) {
                        mine.set(false);
                        log.info("part {} is no longer wanted here: {}", part.name(), e.getMessage());
                    } catch (JobInterruptedException | InterruptedException e) {
                        log.info("part {} was interrupted", part.name());
                    }
                }));
        return mine.get();
    }

    /**
     * Stores the part once more as it stands: from here on Batch refuses whatever a former worker says of it. That one
     * may come in between once, with the chunk that it had begun.
     */
    private StepExecution takeOver(StepExecution part) {
        for (; ; ) {
            var now = repository.getStepExecution(part.getId());
            if (now == null || !now.getStatus().isRunning()) {
                throw new WriteRefusedException("the part " + part.getId() + " has ended");
            }
            try {
                repository.update(now);
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
        var part = repository.getStepExecution(
                Long.parseLong(complete.getExecution().taskInstance.getId()));
        if (part != null) {
            complete.getCause().map(Trouble::of).ifPresent(trouble -> trouble.keepIn(part.getExecutionContext()));
            repository.updateExecutionContext(part);
            end(part, BatchStatus.FAILED, ExitStatus.FAILED);
            queue.tellEnded(part.getJobExecutionId());
        }
        operations.remove();
    }

    private void end(StepExecution part, BatchStatus status, ExitStatus exit) {
        part.setStatus(status);
        part.setExitStatus(exit);
        part.setEndTime(LocalDateTime.now());
        repository.update(part);
    }
}
