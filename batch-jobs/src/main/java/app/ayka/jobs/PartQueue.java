package app.ayka.jobs;

import app.ayka.base.UserId;
import app.ayka.recordings.Lease;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands parts to whichever workers are free and waits until all have ended. */
@Component
class PartQueue {

    static final String TASK = "part";

    /** Carries the id of a job execution of which a part ended. */
    static final String PARTS_CHANNEL = "ayka_parts";

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Map<Long, Semaphore> waiting = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JobRepository repository;

    PartQueue(
            @Qualifier("systemJdbcClient") JdbcClient jdbc,
            @Qualifier("systemTransactionManager") PlatformTransactionManager transactions,
            JobRepository repository,
            DatabaseNews news) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.repository = repository;
        news.on(PARTS_CHANNEL, this::ended);
    }

    /** Queues the parts and waits. @return the same parts as they ended */
    Collection<StepExecution> spread(Set<StepExecution> parts, Lease run, UserId owner, long jobExecution)
            throws InterruptedException {
        var news = waiting.computeIfAbsent(jobExecution, key -> new Semaphore(0));
        try {
            enqueue(parts, run, owner);
            while (unfinished(parts) > 0) {
                if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            }
        } finally {
            waiting.remove(jobExecution);
        }
        var ended = new LinkedHashSet<StepExecution>();
        for (var part : parts) {
            var stored = repository.getStepExecution(part.getId());
            if (stored == null) {
                throw new TransientDataAccessResourceException("the database forgot the part " + part.getId());
            }
            part.setStatus(stored.getStatus());
            part.setExecutionContext(stored.getExecutionContext());
            ended.add(stored);
        }
        return ended;
    }

    private void enqueue(Set<StepExecution> parts, Lease run, UserId owner) {
        transaction.executeWithoutResult(status -> {
            for (var part : parts) {
                jdbc.sql("""
                                insert into scheduled_partitions
                                    (task_name, task_instance, task_data, execution_time, picked, version, priority)
                                values (?, ?, ?, now(), false, 1, 0) on conflict do nothing""")
                        .params(
                                TASK,
                                String.valueOf(part.getId()),
                                (owner + " " + run.epoch()).getBytes(StandardCharsets.UTF_8))
                        .update();
            }
            notify(QueuedProcessing.QUEUE_CHANNEL, "");
        });
    }

    private int unfinished(Set<StepExecution> parts) {
        return jdbc.sql("""
                        select count(*) from batch_step_execution
                        where step_execution_id = any (?) and status in ('STARTING', 'STARTED', 'STOPPING')""")
                .param(parts.stream().map(StepExecution::getId).toArray(Long[]::new))
                .query(Integer.class)
                .single();
    }

    /** Says that a part of a job execution has ended. */
    void tellEnded(long jobExecution) {
        notify(PARTS_CHANNEL, String.valueOf(jobExecution));
    }

    private void ended(String jobExecution) {
        var semaphore = waiting.get(Long.valueOf(jobExecution));
        if (semaphore != null) {
            semaphore.release();
        }
    }

    private void notify(String channel, String payload) {
        jdbc.sql("select pg_notify(?, ?)")
                .params(channel, payload)
                .query((row, index) -> true)
                .list();
    }
}
