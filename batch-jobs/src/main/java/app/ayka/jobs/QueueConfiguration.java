package app.ayka.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.OnStartup;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
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

    private static final int ERRANDS = 2;
    private static final Duration NEVER = Duration.ofDays(36_500);
    private static final Duration SHUTDOWN = Duration.ofSeconds(10);

    /** Tables of the queues; {@code scheduled_tasks} is the only one whose rows a feature writes in its transaction. */
    private static final String PARTS = "scheduled_partitions";

    private static final String RUNS = "scheduled_tasks";
    private static final String ERRANDS_TABLE = "scheduled_errands";

    @Bean
    @Conditional(WhenWorker.class)
    Queues queues(
            @Qualifier("systemDataSource") DataSource dataSource,
            JobSettings settings,
            NodeName node,
            DatabaseClock clock,
            RunTask runs,
            PartTask parts,
            List<Errand> errands,
            RunLaunch launch,
            DatabaseNews news) {
        var run = Tasks.custom(QueuedProcessing.TASK, String.class)
                .onFailure(runs::failed)
                .onDeadExecutionRevive()
                .execute(runs::execute);
        var part = Tasks.custom(PartQueue.TASK, String.class)
                .onFailure(parts::failed)
                .onDeadExecutionRevive()
                .execute(parts::execute);
        var others = errands.stream().<Task<?>>map(Errand::task).toList();
        return new Queues(
                List.of(
                        () -> scheduler(dataSource, settings, node, clock, RUNS, settings.runs(), List.of(run)),
                        () -> scheduler(dataSource, settings, node, clock, PARTS, settings.slots(), List.of(part)),
                        () -> scheduler(dataSource, settings, node, clock, ERRANDS_TABLE, ERRANDS, others)),
                launch,
                news);
    }

    private static Scheduler scheduler(
            DataSource dataSource,
            JobSettings settings,
            NodeName node,
            DatabaseClock clock,
            String table,
            int threads,
            List<Task<?>> tasks) {
        var atStart = tasks.stream().filter(OnStartup.class::isInstance).toList();
        var builder = Scheduler.create(
                        dataSource,
                        tasks.stream().filter(task -> !atStart.contains(task)).toList())
                .schedulerName(new SchedulerName.Fixed(node.toString()))
                .tableName(table)
                .threads(threads)
                .pollingInterval(settings.poll())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(settings.missedHeartbeats())
                .pollUsingLockAndFetch(0.5, 1.0)
                .enablePriority()
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(SHUTDOWN)
                .failureLogging(LogLevel.WARN, true)
                .serializer(new PlainText())
                .clock(clock::now);
        atStart.forEach(task -> startup(builder, task));
        return builder.build();
    }

    @SuppressWarnings("unchecked") // the type says in one word what the filter before it made sure of
    private static <T extends Task<?> & OnStartup> void startup(SchedulerBuilder builder, Task<?> task) {
        builder.startTasks(List.of((T) task));
    }

    /** Task data is ids, as text that people can read in the table. */
    private static final class PlainText implements Serializer {

        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            return data == null ? null : data.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
            return bytes == null || type == Void.class ? null : type.cast(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
