package app.ayka.jobs.console;

import app.ayka.recordings.RunId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a run is in the queue, by the database's clock. */
final class QueueRows {

    private final JdbcClient jdbc;

    QueueRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A run's row of the queue.
     *
     * @param node who has picked it; null while nobody has
     * @param silent how long ago that node last said that it works on it
     */
    record Place(@Nullable String node, Duration silent, Duration dueIn) {

        boolean isPicked() {
            return node != null;
        }
    }

    Optional<Place> of(RunId run) {
        return jdbc.sql("""
                        select picked, picked_by, execution_time - now() as due,
                            extract(epoch from now() - coalesce(last_heartbeat, now()))::float8 as silent,
                            extract(epoch from execution_time - now())::float8 as due_in
                        from scheduled_tasks where task_name = ? and task_instance = ?""")
                .params(JobConditions.JOB, run.toString())
                .query((row, index) -> new Place(
                        row.getBoolean("picked") ? String.valueOf(row.getString("picked_by")) : null,
                        seconds(row.getDouble("silent")),
                        seconds(row.getDouble("due_in"))))
                .optional();
    }

    /** Gives work of a node that is silent for so long to others. @return false when somebody has it by now */
    boolean handBack(RunId run, Duration silent) {
        return jdbc.sql("""
                        with back as (
                            update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,
                                execution_time = now(), version = version + 1
                            where task_name = ? and task_instance = ? and picked
                                and last_heartbeat < now() - make_interval(secs => ?)
                            returning 1)
                        select pg_notify('ayka_queue', '') from back""")
                        .params(JobConditions.JOB, run.toString(), silent.toMillis() / 1000.0)
                        .query((row, index) -> true)
                        .list()
                        .size()
                == 1;
    }

    /** Nodes that take work and were seen within the last seconds; at least 1, for dividing by. */
    int workers() {
        return Math.max(
                1,
                jdbc.sql(
                                "select count(*) from cluster_node where slots > 0 and seen_at > now() - interval '10 seconds'")
                        .query(Integer.class)
                        .single());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
