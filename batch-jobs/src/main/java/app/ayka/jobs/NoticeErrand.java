package app.ayka.jobs;

import app.ayka.notices.NoticeDelivery;
import app.ayka.notices.NoticeId;
import com.github.kagkarlsson.scheduler.task.Task;
import org.springframework.stereotype.Component;

/** Brings out the notices that {@link QueuedNotices} queued, for as long as the delivery asks for it. */
@Component
class NoticeErrand implements Errand {

    private final NoticeDelivery delivery;
    private final Deliveries deliveries;

    NoticeErrand(NoticeDelivery delivery, Deliveries deliveries) {
        this.delivery = delivery;
        this.deliveries = deliveries;
    }

    @Override
    public Task<?> task() {
        return deliveries.task(QueuedNotices.DELIVER, notice -> delivery.deliver(NoticeId.of(notice)));
    }
}
