package app.ayka.jobs;

import app.ayka.recordings.ProcessingRequests;
import app.ayka.recordings.Run;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts runs on the durable queue, in the caller's transaction. */
@Component
class QueuedProcessing implements ProcessingRequests {

    static final String TASK = "process-recording";

    private final JdbcClient jdbc;
    private final Clock clock;

    QueuedProcessing(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void request(Run run) {
        jdbc.sql("""
                        insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)
                        values (?, ?, ?, ?, false, 1) on conflict do nothing""")
                .params(
                        TASK,
                        run.id().toString(),
                        run.owner().toString().getBytes(StandardCharsets.UTF_8),
                        Timestamp.from(clock.instant()))
                .update();
    }

    @Override
    public void stop(Run run) {
        jdbc.sql("delete from scheduled_tasks where task_name = ? and task_instance = ? and not picked")
                .params(TASK, run.id().toString())
                .update();
    }
}
