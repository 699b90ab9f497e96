package app.ayka.jobs;

import app.ayka.recordings.ProcessingRequests;
import app.ayka.recordings.Run;
import java.nio.charset.StandardCharsets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts runs on the durable queue, in the caller's transaction. Turns make it fair (start-time fair queueing): a run's
 * turn is one after its owner's last and never before the turn that started last, and lower turns go first. So everybody's
 * next recording comes before anybody's one after that, however many somebody brings at once, and nobody starves.
 */
@Component
class QueuedProcessing implements ProcessingRequests {

    static final String TASK = "process-recording";

    /** Wakes the workers: there is something new in the queue. */
    static final String QUEUE_CHANNEL = "ayka_queue";

    /** Carries the id of a run that shall stop. */
    static final String STOP_CHANNEL = "ayka_stop";

    private final JdbcClient jdbc;

    QueuedProcessing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void request(Run run) {
        var owner = run.owner().value();
        jdbc.sql("""
                        with asked as (
                            insert into run_request (run_id, owner_id, turn, enqueued_at)
                            values (?, ?, 1 + greatest(
                                (select last_value from queue_turn),
                                (select coalesce(max(turn), 0) from run_request where owner_id = ?)), now())
                            on conflict (run_id) do update
                                set asked = run_request.asked + 1, stop_requested = false, turn = excluded.turn
                            returning turn),
                        queued as (
                            insert into scheduled_tasks
                                (task_name, task_instance, task_data, execution_time, picked, version, priority)
                            select ?, ?, ?, now(), false, 1, -turn from asked
                            on conflict (task_name, task_instance) do nothing)
                        select pg_notify(?, '') from asked""")
                .params(
                        run.id().value(),
                        owner,
                        owner,
                        TASK,
                        run.id().toString(),
                        (run.owner() + " 0").getBytes(StandardCharsets.UTF_8),
                        QUEUE_CHANNEL)
                .query((row, index) -> true)
                .list();
    }

    @Override
    public boolean stop(Run run) {
        var removed = jdbc.sql("delete from scheduled_tasks where task_name = ? and task_instance = ? and not picked")
                .params(TASK, run.id().toString())
                .update();
        if (removed > 0) {
            jdbc.sql("delete from run_request where run_id = ?")
                    .param(run.id().value())
                    .update();
            return true;
        }
        jdbc.sql("update run_request set stop_requested = true where run_id = ?")
                .param(run.id().value())
                .update();
        jdbc.sql("select pg_notify(?, ?)")
                .params(STOP_CHANNEL, run.id().toString())
                .query((row, index) -> true)
                .list();
        return false;
    }
}
