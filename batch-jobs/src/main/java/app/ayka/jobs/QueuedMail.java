package app.ayka.jobs;

import app.ayka.base.UserId;
import app.ayka.digests.DeliveryRequests;
import app.ayka.digests.MailId;
import java.nio.charset.StandardCharsets;
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

    QueuedMail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Task data: the owner's and the mail's id, a space between them. */
    @Override
    public void request(UserId owner, MailId mail) {
        jdbc.sql("""
                        with queued as (
                            insert into scheduled_errands
                                (task_name, task_instance, task_data, execution_time, picked, version, priority)
                            values (?, ?, ?, now(), false, 1, 0))
                        select pg_notify(?, '')""")
                .params(
                        TASK,
                        UUID.randomUUID().toString(),
                        (owner + " " + mail).getBytes(StandardCharsets.UTF_8),
                        QueuedProcessing.QUEUE_CHANNEL)
                .query((row, index) -> true)
                .list();
    }
}
