package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.digests.DeliveryResult;
import app.ayka.digests.MailDelivery;
import app.ayka.digests.MailId;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Brings out the mails that {@link QueuedMail} queued, and tries again for as long as the delivery asks for it. */
@Component
class MailErrand implements Errand {

    private final MailDelivery delivery;
    private final JobSettings settings;

    MailErrand(MailDelivery delivery, JobSettings settings) {
        this.delivery = delivery;
        this.settings = settings;
    }

    @Override
    public Task<?> task() {
        return Tasks.custom(QueuedMail.TASK, String.class)
                .onFailure((complete, operations) -> operations.reschedule(
                        complete,
                        complete.getTimeDone()
                                .plus(settings.pauseAfter(complete.getExecution().consecutiveFailures + 1))))
                .onDeadExecutionRevive()
                .execute((task, context) -> deliver(task.getData().split(" ", 2)));
    }

    private CompletionHandler<String> deliver(String[] ids) {
        var mail = new MailId(UUID.fromString(ids[1]));
        return switch (ActingUser.call(UserId.of(ids[0]), () -> delivery.deliver(mail))) {
            case DeliveryResult.RetryLater later ->
                (complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(later.after()));
            case DeliveryResult.Sent sent -> new CompletionHandler.OnCompleteRemove<>();
            case DeliveryResult.Failed failed -> new CompletionHandler.OnCompleteRemove<>();
            case DeliveryResult.Skipped skipped -> new CompletionHandler.OnCompleteRemove<>();
            case DeliveryResult.NotFound none -> new CompletionHandler.OnCompleteRemove<>();
        };
    }
}
