package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Queue rows that bring something out to its owner, tried again for as long as the delivery asks for it. */
@Component
class Deliveries {

    private final JobSettings settings;

    Deliveries(JobSettings settings) {
        this.settings = settings;
    }

    /**
     * A row's data is the owner's id, a space, and what is delivered.
     *
     * @param deliver gets what is delivered, as its owner, and answers after which pause to try again; empty: done with
     */
    Task<String> task(String name, Function<String, Optional<Duration>> deliver) {
        return Tasks.custom(name, String.class)
                .onFailure((complete, operations) -> operations.reschedule(
                        complete,
                        complete.getTimeDone()
                                .plus(settings.pauseAfter(complete.getExecution().consecutiveFailures + 1))))
                .onDeadExecutionRevive()
                .execute((task, context) -> {
                    var ids = task.getData().split(" ", 2);
                    Optional<Duration> again = ActingUser.call(UserId.of(ids[0]), () -> deliver.apply(ids[1]));
                    return again.<CompletionHandler<String>>map(
                                    pause -> (complete, operations) -> operations.reschedule(
                                            complete, complete.getTimeDone().plus(pause)))
                            .orElseGet(CompletionHandler.OnCompleteRemove::new);
                });
    }
}
