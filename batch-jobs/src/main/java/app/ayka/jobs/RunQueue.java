package app.ayka.jobs;

import app.ayka.recordings.RunId;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The worker's side of what {@link QueuedProcessing} writes. */
@Component
class RunQueue {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    RunQueue(
            @Qualifier("systemJdbcClient") JdbcClient jdbc,
            @Qualifier("systemTransactionManager") PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** How often a run was asked for, and whether it shall stop. */
    record Request(int asked, boolean stop) {}

    /** Begins a turn: the clock of turns moves on, unless an administrator put the run before or after its turn. */
    Optional<Request> begin(RunId run) {
        return jdbc.sql("""
                        select asked, stop_requested, case when priority = 0
                            then setval('queue_turn', greatest(turn, (select last_value from queue_turn))) end
                        from run_request where run_id = ?""")
                .param(run.value())
                .query((row, index) -> new Request(row.getInt("asked"), row.getBoolean("stop_requested")))
                .optional();
    }

    /** Tells the workers that there is something to claim. */
    void wake() {
        jdbc.sql("select pg_notify(?, '')")
                .param(QueuedProcessing.QUEUE_CHANNEL)
                .query((row, index) -> true)
                .list();
    }

    boolean shallStop(RunId run) {
        return jdbc.sql("select stop_requested from run_request where run_id = ?")
                .param(run.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /**
     * Takes a run off the queue, unless it was asked for again since it began: then its turn comes again. Does nothing
     * when another node has taken the run over.
     */
    void finish(RunId run, Execution execution, int served) {
        transaction.executeWithoutResult(status -> {
            var asked = jdbc.sql("select asked from run_request where run_id = ? for update")
                    .param(run.value())
                    .query(Integer.class)
                    .optional()
                    .orElse(served);
            if (asked > served) {
                jdbc.sql("""
                                update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,
                                    execution_time = now(), version = version + 1
                                where task_name = ? and task_instance = ? and version = ?""")
                        .params(QueuedProcessing.TASK, run.toString(), execution.version)
                        .update();
            } else if (jdbc.sql("delete from scheduled_tasks where task_name = ? and task_instance = ? and version = ?")
                            .params(QueuedProcessing.TASK, run.toString(), execution.version)
                            .update()
                    > 0) {
                jdbc.sql("delete from run_request where run_id = ?")
                        .param(run.value())
                        .update();
            }
        });
    }
}
