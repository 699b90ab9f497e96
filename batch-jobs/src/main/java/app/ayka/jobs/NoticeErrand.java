package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.notices.NoticeDelivery;
import app.ayka.notices.NoticeId;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Brings out the notices that {@link QueuedNotices} queued, for as long as the delivery asks for it. */
@Component
class NoticeErrand implements Errand {

    private final NoticeDelivery delivery;
    private final JobSettings settings;

    NoticeErrand(NoticeDelivery delivery, JobSettings settings) {
        this.delivery = delivery;
        this.settings = settings;
    }

    @Override
    public Task<?> task() {
        return Tasks.custom(QueuedNotices.DELIVER, String.class)
                .onFailure((complete, operations) -> operations.reschedule(
                        complete,
                        complete.getTimeDone()
                                .plus(settings.pauseAfter(complete.getExecution().consecutiveFailures + 1))))
                .onDeadExecutionRevive()
                .execute((task, context) -> deliver(task.getData().split(" ", 2)));
    }

    private CompletionHandler<String> deliver(String[] ids) {
        var notice = NoticeId.of(ids[1]);
        Optional<Duration> again = ActingUser.call(UserId.of(ids[0]), () -> delivery.deliver(notice));
        return again.isEmpty()
                ? new CompletionHandler.OnCompleteRemove<>()
                : (complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(again.get()));
    }
}
