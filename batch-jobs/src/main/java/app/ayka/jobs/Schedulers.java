package app.ayka.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.OnStartup;
import com.github.kagkarlsson.scheduler.task.Task;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Builds the schedulers of this node's queues. */
@Component
class Schedulers {

    private static final Duration NEVER = Duration.ofDays(36_500);
    private static final Duration AFTER_GRACE = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private final JobSettings settings;
    private final NodeName node;
    private final DatabaseClock clock;

    Schedulers(
            @Qualifier("systemDataSource") DataSource dataSource,
            JobSettings settings,
            NodeName node,
            DatabaseClock clock) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.node = node;
        this.clock = clock;
    }

    Scheduler build(String table, int threads, List<Task<?>> tasks, String condition, Claim.Room room) {
        var atStart = tasks.stream().filter(OnStartup.class::isInstance).toList();
        var names = tasks.stream().map(Task::getName).toList();
        var builder = Scheduler.create(
                        dataSource,
                        tasks.stream().filter(task -> !atStart.contains(task)).toList())
                .schedulerName(new SchedulerName.Fixed(node.toString()))
                .tableName(table)
                .threads(threads)
                .pollingInterval(settings.poll())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(settings.missedHeartbeats())
                .pollUsingLockAndFetch(0.99, 1.0) // every thread that is free is filled
                .jdbcCustomization(new Claim(names, condition, Claim.PROTOCOL, room))
                .enablePriority()
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(AFTER_GRACE)
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
