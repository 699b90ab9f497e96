package app.ayka.jobs;

import app.ayka.base.UserId;
import app.ayka.recordings.Lease;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/** Hands parts to whichever workers are free and waits until all have ended. */
@Component
class PartQueue {

    static final String TASK = "part";

    /** Carries the id of a job execution of which a part ended. */
    static final String PARTS_CHANNEL = "ayka_parts";

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Map<Long, Semaphore> waiting = new ConcurrentHashMap<>();
    private final PartRows rows;
    private final ClusterNodes nodes;
    private final JobRepository repository;

    PartQueue(PartRows rows, ClusterNodes nodes, JobRepository repository, DatabaseNews news) {
        this.rows = rows;
        this.nodes = nodes;
        this.repository = repository;
        news.on(PARTS_CHANNEL, this::ended);
    }

    /** Queues the parts and waits. @return the same parts as they ended */
    Collection<StepExecution> spread(
            Set<StepExecution> parts, Lease run, UserId owner, long jobExecution, SlotKind kind)
            throws InterruptedException {
        var news = waiting.computeIfAbsent(jobExecution, key -> new Semaphore(0));
        try {
            rows.add(parts, run, owner, kind);
            while (rows.unfinished(parts) > 0) {
                if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                    continue;
                }
                if (kind == SlotKind.GPU && !nodes.anyFor(SlotKind.GPU)) {
                    rows.makeDoWithoutGpu(parts);
                }
                if (rows.stopping(jobExecution)) {
                    rows.withdraw(parts).forEach(this::stopped);
                }
            }
        } finally {
            waiting.remove(jobExecution);
        }
        var ended = new LinkedHashSet<StepExecution>();
        for (var part : parts) {
            var stored = stored(part.getId())
                    .orElseThrow(() ->
                            new TransientDataAccessResourceException("the database forgot the part " + part.getId()));
            part.setStatus(stored.getStatus());
            part.setExecutionContext(stored.getExecutionContext());
            ended.add(stored);
        }
        return ended;
    }

    private void stopped(long id) {
        stored(id)
                .filter(part -> part.getStatus().isRunning())
                .ifPresent(part -> end(part, BatchStatus.STOPPED, ExitStatus.STOPPED));
    }

    /** A part as the database has it; empty when it was erased with its run. */
    Optional<StepExecution> stored(long id) {
        try {
            return Optional.ofNullable(repository.getStepExecution(id));
        } catch (EmptyResultDataAccessException e) { // where Batch's own contract says null
            return Optional.empty();
        }
    }

    /** Ends a part on which nobody works. */
    void end(StepExecution part, BatchStatus status, ExitStatus exit) {
        part.setStatus(status);
        part.setExitStatus(exit);
        part.setEndTime(LocalDateTime.now());
        repository.update(part);
    }

    /** Says of a part that it goes on, in the same execution from its last commit. */
    @SuppressWarnings("NullAway") // Batch stores no end for a part that has none, but does not say that it may be null
    void goOn(StepExecution part) {
        part.setStatus(BatchStatus.STARTED);
        part.setExitStatus(ExitStatus.EXECUTING);
        part.setEndTime(null);
        repository.update(part);
    }

    /** A part's turn begins. */
    void begin(String id) {
        rows.begin(id);
    }

    /** Tells the workers that there is something to claim. */
    void wake() {
        rows.notify(QueuedProcessing.QUEUE_CHANNEL, "");
    }

    /** Says that a part of a job execution has ended. */
    void tellEnded(long jobExecution) {
        rows.notify(PARTS_CHANNEL, String.valueOf(jobExecution));
    }

    private void ended(String jobExecution) {
        var semaphore = waiting.get(Long.valueOf(jobExecution));
        if (semaphore != null) {
            semaphore.release();
        }
    }
}
