package app.ayka.jobs;

import app.ayka.base.UserId;
import app.ayka.notices.NoticeId;
import app.ayka.notices.NoticeRequests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts work on notices on the durable queue, in the caller's transaction. */
@Component
class QueuedNotices implements NoticeRequests {

    /** Task data: the owner's and the notice's id, a space between them. */
    static final String DELIVER = "deliver-notice";

    /** Task data: whom not to tell, the run, and why it was given up, a space between them. */
    static final String ADMINISTRATORS = "tell-administrators";

    private final JdbcClient jdbc;

    QueuedNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void deliver(UserId owner, NoticeId notice, Duration after) {
        queue(DELIVER, notice.toString(), owner + " " + notice, after);
    }

    @Override
    public void tellAdministrators(UserId except, String occasion, String about) {
        queue(ADMINISTRATORS, occasion, except + " " + occasion + " " + about, Duration.ZERO);
    }

    private void queue(String task, String instance, String data, Duration after) {
        jdbc.sql("""
                        with queued as (
                            insert into scheduled_errands
                                (task_name, task_instance, task_data, execution_time, picked, version, priority)
                            values (?, ?, ?, now() + make_interval(secs => ?), false, 1, 0)
                            on conflict (task_name, task_instance) do nothing)
                        select pg_notify(?, '')""")
                .params(
                        task,
                        instance,
                        data.getBytes(StandardCharsets.UTF_8),
                        after.toMillis() / 1000.0,
                        QueuedProcessing.QUEUE_CHANNEL)
                .query((row, index) -> true)
                .list();
    }
}
