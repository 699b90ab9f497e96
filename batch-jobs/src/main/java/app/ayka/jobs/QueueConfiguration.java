package app.ayka.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * The durable queues, each a table with threads of its own: runs, their parts, errands. One table for all would deadlock
 * (runs wait for parts) and let a mail server that hangs hold up recordings.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobSettings.class)
class QueueConfiguration {

    private static final int ERRANDS_AT_ONCE = 2;

    /** Tables of the queues. */
    static final String RUNS = "scheduled_tasks";

    static final String PARTS = "scheduled_partitions";
    static final String ERRANDS = "scheduled_errands";

    @Bean
    @Conditional(WhenWorker.class)
    Queues queues(
            Schedulers schedulers,
            JobSettings settings,
            RunTask runs,
            PartTask parts,
            WorkerSteps steps,
            List<Errand> errands,
            HandBack handBack,
            Slots slots,
            Drain drain,
            DatabaseNews news) {
        var run = Tasks.custom(QueuedProcessing.TASK, String.class)
                .onFailure(runs::failed)
                .onDeadExecutionRevive()
                .execute(runs::execute);
        var others = errands.stream().<Task<?>>map(Errand::task).toList();
        Claim.Room whileOpen = Claim.Room.whenever(() -> !drain.begun());
        var all = new ArrayList<Supplier<Scheduler>>();
        all.add(() -> schedulers.build(RUNS, settings.runs(), List.of(run), "", whileOpen));
        all.add(() -> schedulers.build(ERRANDS, ERRANDS_AT_ONCE, others, Schedules.MAY_RUN, whileOpen));
        for (var kind : SlotKind.values()) {
            if (slots.all(kind) > 0) {
                all.add(() -> schedulers.build(
                        PARTS,
                        slots.all(kind) + 1, // so that a slot that becomes free is filled before its thread is
                        List.of(part(parts, kind)),
                        "and kind = '" + kind.key() + "' and (step is null or step in (" + steps.quotedNames() + "))",
                        slots.room(kind, drain)));
            }
        }
        return new Queues(all, handBack, slots, news);
    }

    private static Task<String> part(PartTask parts, SlotKind kind) {
        return Tasks.custom(PartQueue.TASK, String.class)
                .onFailure(parts::failed)
                .onDeadExecutionRevive()
                .execute((task, context) -> parts.execute(task, context, kind));
    }
}
