package app.ayka.jobs;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Work that comes again and again, on one node of the cluster at a time. Its next time is its row among the errands, which
 * outlives restarts; people may pause it or have it run now ({@link ClusterConsole}).
 */
@Component
public class Schedules implements SmartLifecycle {

    /** What a claim asks of an errand: a schedule that is paused does not run unless somebody wants it now. */
    static final String MAY_RUN =
            "and not exists (select from schedule s where s.name = task_name and s.paused and not s.run_now)";

    private static final int MOST = 500;

    private final Map<String, Duration> periods = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final NodeName node;
    private volatile boolean running;

    Schedules(@Qualifier("systemJdbcClient") JdbcClient jdbc, NodeName node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    /** An errand that comes again so long after it ended. */
    public Task<Void> recurring(String name, Duration period, Runnable work) {
        periods.put(name, period);
        return Tasks.recurring(name, FixedDelay.of(period)).execute((task, context) -> run(name, work));
    }

    @SuppressWarnings("CatchingUnchecked") // told to people, then to the queue as it is
    private void run(String name, Runnable work) {
        jdbc.sql("update schedule set run_now = false, last_started = now(), last_node = ? where name = ?")
                .params(node.toString(), name)
                .update();
        try {
            work.run();
            ended(name, null);
        } catch (RuntimeException e) {
            ended(name, e.toString());
            throw e;
        }
    }

    private void ended(String name, @Nullable String trouble) {
        jdbc.sql("update schedule set last_ended = now(), last_trouble = ? where name = ?")
                .param(trouble == null ? null : trouble.substring(0, Math.min(MOST, trouble.length())))
                .param(name)
                .update();
    }

    @Override
    public void start() {
        running = true;
        periods.forEach(
                (name, period) -> jdbc.sql("""
                        insert into schedule (name, every_seconds) values (?, ?)
                        on conflict (name) do update set every_seconds = excluded.every_seconds""").params(name, period.toSeconds()).update());
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the queues. */
    @Override
    public int getPhase() {
        return 900;
    }
}
