package app.ayka.jobs;

import app.ayka.base.UserId;
import app.ayka.digests.DeliveryRequests;
import app.ayka.digests.MailId;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts deliveries of mails on the durable queue, in the caller's transaction. Each request is a row of its own: one that
 * comes while an earlier one is being worked off is not lost, and delivering twice sends once.
 */
@Component
class QueuedMail implements DeliveryRequests {

    static final String TASK = "deliver-mail";

    private final JdbcClient jdbc;
    private final Clock clock;

    QueuedMail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Task data: the owner's and the mail's id, a space between them. */
    @Override
    public void request(UserId owner, MailId mail) {
        jdbc.sql("""
                        insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)
                        values (?, ?, ?, ?, false, 1)""")
                .params(
                        TASK,
                        UUID.randomUUID().toString(),
                        (owner + " " + mail).getBytes(StandardCharsets.UTF_8),
                        Timestamp.from(clock.instant()))
                .update();
    }
}
