package app.ayka.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/**
 * The queues of this node, from start to shutdown. Work in progress ends at its next safe point. A scheduler that was
 * stopped cannot start again, so each start builds new ones.
 */
final class Queues implements SmartLifecycle {

    private final List<Supplier<Scheduler>> builders;
    private final RunLaunch launch;
    private volatile List<Scheduler> schedulers = List.of();
    private volatile boolean running;

    Queues(List<Supplier<Scheduler>> builders, RunLaunch launch, DatabaseNews news) {
        this.builders = builders;
        this.launch = launch;
        news.on(QueuedProcessing.QUEUE_CHANNEL, payload -> look());
        news.afterGap(this::look);
    }

    private void look() {
        if (running) {
            schedulers.forEach(Scheduler::triggerCheckForDueExecutions);
        }
    }

    @Override
    public void start() {
        schedulers = builders.stream().map(Supplier::get).toList();
        running = true;
        schedulers.forEach(Scheduler::start);
    }

    @Override
    public void stop() {
        running = false;
        launch.stopAll();
        schedulers.parallelStream().forEach(Scheduler::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After everything that work needs, before the web server. */
    @Override
    public int getPhase() {
        return 1000;
    }
}
