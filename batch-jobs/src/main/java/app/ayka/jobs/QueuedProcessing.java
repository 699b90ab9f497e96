package app.ayka.jobs;

import app.ayka.recordings.ProcessingRequests;
import app.ayka.recordings.Run;
import java.nio.charset.StandardCharsets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts runs on the durable queue, in the caller's transaction, each at its turn ({@link Turns}): everybody's next recording
 * comes before anybody's one after that, however many somebody brings at once, and nobody starves.
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
                        with flow as (
                            select not %1$b and (select count(*) from
                                (select from run_request where owner_id = ? and run_id <> ? limit %2$d) few) = %2$d as bulk),
                        asked as (
                            insert into run_request (run_id, owner_id, bulk, turn, enqueued_at)
                            select ?, ?, bulk, case when bulk then %3$d else 1 end + greatest(
                                (select last_value from queue_turn),
                                (select coalesce(max(turn), 0) from run_request r
                                    where r.owner_id = ? and r.bulk = flow.bulk)), now()
                            from flow
                            on conflict (run_id) do update
                                set asked = run_request.asked + 1, stop_requested = false, turn = excluded.turn,
                                    bulk = excluded.bulk
                            returning priority, turn),
                        queued as (
                            insert into scheduled_tasks
                                (task_name, task_instance, task_data, execution_time, picked, version, priority, protocol)
                            select ?, ?, ?, now(), false, 1, priority * %4$d - turn, %5$d from asked
                            on conflict (task_name, task_instance) do nothing)
                        select pg_notify(?, '') from asked""".formatted(fresh(run), Turns.FRESH, Turns.BULK, Turns.LEVEL, Claim.PROTOCOL))
                .params(
                        owner,
                        run.id().value(),
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

    /** Somebody has just talked into a microphone. */
    private boolean fresh(Run run) {
        return run.parent() == null
                && jdbc.sql("select source in ('CAPTURE', 'SAMPLE') from recording where id = ?")
                        .param(run.recording().value())
                        .query(Boolean.class)
                        .optional()
                        .orElse(false);
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
