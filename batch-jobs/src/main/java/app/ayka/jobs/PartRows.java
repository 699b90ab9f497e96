package app.ayka.jobs;

import app.ayka.base.UserId;
import app.ayka.recordings.Lease;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of parts that wait or are worked on. */
@Component
class PartRows {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PartRows(
            @Qualifier("systemJdbcClient") JdbcClient jdbc,
            @Qualifier("systemTransactionManager") PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The parts get turns of their own: a long recording of one does not hold up a short one of another. */
    void add(Set<StepExecution> parts, Lease run, UserId owner, SlotKind kind) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                            insert into scheduled_partitions (task_name, task_instance, task_data, execution_time, picked,
                                version, protocol, step, kind, run_id, owner_id, turn, priority)
                            select ?, p.id, ?, now(), false, 1, %1$d, p.step, ?, r.run_id, r.owner_id, r.turn + r.cost * p.n,
                                r.priority * %2$d - r.turn - r.cost * p.n
                            from unnest(?, ?) with ordinality as p (id, step, n),
                                (select x.run_id, x.owner_id, coalesce(q.priority, 0) as priority,
                                    case when q.bulk then %3$d else 1 end as cost,
                                    greatest((select last_value from part_turn),
                                        (select coalesce(max(turn), 0) from scheduled_partitions o
                                            where o.owner_id = x.owner_id)) as turn
                                from (select ?::uuid as run_id, ?::uuid as owner_id) x
                                left join run_request q on q.run_id = x.run_id) r
                            on conflict do nothing""".formatted(Claim.PROTOCOL, Turns.LEVEL, Turns.BULK))
                    .params(
                            PartQueue.TASK,
                            (owner + " " + run.epoch()).getBytes(StandardCharsets.UTF_8),
                            kind.key(),
                            ids(parts),
                            parts.stream()
                                    .map(StepExecution::getStepName)
                                    .map(PartRows::worker)
                                    .toArray(String[]::new),
                            run.run().value(),
                            owner.value())
                    .update();
            notify(QueuedProcessing.QUEUE_CHANNEL, "");
        });
    }

    /** What works on a part: the name before the part's own. */
    static String worker(String stepName) {
        var end = stepName.indexOf(':');
        return end < 0 ? stepName : stepName.substring(0, end);
    }

    /** The clock of turns moves on, unless an administrator put the part before or after its turn. */
    void begin(String id) {
        jdbc.sql("""
                        select setval('part_turn', greatest(turn, (select last_value from part_turn)))
                        from scheduled_partitions where task_name = ? and task_instance = ? and priority = -turn and turn > 0""").params(PartQueue.TASK, id).query((row, index) -> true).list();
    }

    /** Those that run or whose row is there: one that is handed back is between two workers. */
    int unfinished(Collection<StepExecution> parts) {
        return jdbc.sql("""
                        select count(*) from unnest(?) p (id)
                        where exists (select from batch_step_execution s where s.step_execution_id = p.id::bigint
                                and s.status in ('STARTING', 'STARTED', 'STOPPING'))
                            or exists (select from scheduled_partitions q where q.task_name = ? and q.task_instance = p.id)""")
                .param(ids(parts))
                .param(PartQueue.TASK)
                .query(Integer.class)
                .single();
    }

    boolean stopping(long jobExecution) {
        return jdbc.sql("select status = 'STOPPING' from batch_job_execution where job_execution_id = ?")
                .param(jobExecution)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Takes those off the queue that nobody has begun. @return their ids */
    List<Long> withdraw(Collection<StepExecution> parts) {
        return jdbc.sql("""
                        delete from scheduled_partitions where task_name = ? and task_instance = any (?) and not picked
                        returning task_instance::bigint""")
                .params(PartQueue.TASK, ids(parts))
                .query((row, index) -> row.getLong(1))
                .list();
    }

    void makeDoWithoutGpu(Collection<StepExecution> parts) {
        var changed = jdbc.sql("""
                        update scheduled_partitions set kind = 'cpu'
                        where task_name = ? and task_instance = any (?) and kind = 'gpu' and not picked""").params(PartQueue.TASK, ids(parts)).update();
        if (changed > 0) {
            notify(QueuedProcessing.QUEUE_CHANNEL, "");
        }
    }

    void notify(String channel, String payload) {
        jdbc.sql("select pg_notify(?, ?)")
                .params(channel, payload)
                .query((row, index) -> true)
                .list();
    }

    private static String[] ids(Collection<StepExecution> parts) {
        return parts.stream().map(part -> String.valueOf(part.getId())).toArray(String[]::new);
    }
}
