package app.ayka.jobs;

import app.ayka.recordings.RunId;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an administrator says about a run's place in the queue: a higher priority goes before all lower ones, those of
 * waiting parts too. 0 is what everybody has. Whoever calls makes sure that it is an administrator.
 */
@Component
public class RunPriorities {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    RunPriorities(
            @Qualifier("systemJdbcClient") JdbcClient jdbc,
            @Qualifier("systemTransactionManager") PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @param priority from -{@link Turns#HIGHEST} to {@link Turns#HIGHEST}
     * @return false when the run is not in the queue (any more)
     */
    public boolean set(RunId run, int priority) {
        if (Math.abs(priority) > Turns.HIGHEST) {
            throw new IllegalArgumentException("a priority is from -9 to 9, not " + priority);
        }
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var turn = jdbc.sql("update run_request set priority = ? where run_id = ? returning turn")
                    .params(priority, run.value())
                    .query(Integer.class)
                    .optional();
            turn.ifPresent(own -> reorder(run, priority, own));
            return turn.isPresent();
        }));
    }

    private void reorder(RunId run, int priority, int turn) {
        jdbc.sql("update scheduled_tasks set priority = ? where task_name = ? and task_instance = ?")
                .params(Turns.number(priority, turn), QueuedProcessing.TASK, run.toString())
                .update();
        jdbc.sql("update scheduled_partitions set priority = ? - turn where run_id = ? and not picked")
                .params(Turns.number(priority, 0), run.value())
                .update();
        jdbc.sql("select pg_notify(?, '')")
                .param(QueuedProcessing.QUEUE_CHANNEL)
                .query((row, index) -> true)
                .list();
    }
}
