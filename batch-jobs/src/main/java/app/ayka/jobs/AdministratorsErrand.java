package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.notices.NoticeDraft;
import app.ayka.notices.NoticeKind;
import app.ayka.notices.Notices;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells every administrator that a run was given up; its owner is told otherwise. May be repeated. */
@Component
class AdministratorsErrand implements Errand {

    private final JdbcClient system;
    private final Notices notices;
    private final JobSettings settings;

    AdministratorsErrand(@Qualifier("systemJdbcClient") JdbcClient system, Notices notices, JobSettings settings) {
        this.system = system;
        this.notices = notices;
        this.settings = settings;
    }

    @Override
    public Task<?> task() {
        return Tasks.custom(QueuedNotices.ADMINISTRATORS, String.class)
                .onFailure((complete, operations) -> operations.reschedule(
                        complete,
                        complete.getTimeDone()
                                .plus(settings.pauseAfter(complete.getExecution().consecutiveFailures + 1))))
                .onDeadExecutionRevive()
                .execute((task, context) -> {
                    var data = task.getData().split(" ", 3);
                    tell(UserId.of(data[0]), data[1], data[2]);
                    return new CompletionHandler.OnCompleteRemove<>();
                });
    }

    void tell(UserId except, String run, String reason) {
        system.sql("select * from administrators()").query(UUID.class).list().stream()
                .map(UserId::new)
                .filter(administrator -> !administrator.equals(except))
                .forEach(administrator -> ActingUser.run(
                        administrator,
                        () -> notices.tell(new NoticeDraft(NoticeKind.JOB_FAILED, run, null, "", reason, 0))));
    }
}
