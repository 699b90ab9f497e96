package app.ayka.jobs;

import app.ayka.digests.DeliveryResult;
import app.ayka.digests.MailDelivery;
import app.ayka.digests.MailId;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Brings out the mails that {@link QueuedMail} queued, and tries again for as long as the delivery asks for it. */
@Component
class MailErrand implements Errand {

    private final MailDelivery delivery;
    private final Deliveries deliveries;

    MailErrand(MailDelivery delivery, Deliveries deliveries) {
        this.delivery = delivery;
        this.deliveries = deliveries;
    }

    @Override
    public Task<?> task() {
        return deliveries.task(QueuedMail.TASK, mail -> pause(delivery.deliver(new MailId(UUID.fromString(mail)))));
    }

    private static Optional<Duration> pause(DeliveryResult result) {
        return switch (result) {
            case DeliveryResult.RetryLater later -> Optional.of(later.after());
            case DeliveryResult.Sent sent -> Optional.empty();
            case DeliveryResult.Failed failed -> Optional.empty();
            case DeliveryResult.Skipped skipped -> Optional.empty();
            case DeliveryResult.NotFound none -> Optional.empty();
        };
    }
}
