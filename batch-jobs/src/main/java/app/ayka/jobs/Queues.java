package app.ayka.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** The queues of this node, from start to shutdown. Work in progress ends at its next safe point. */
final class Queues implements SmartLifecycle {

    private final List<Scheduler> schedulers;
    private final RunLaunch launch;
    private volatile boolean running;

    Queues(List<Scheduler> schedulers, RunLaunch launch, DatabaseNews news) {
        this.schedulers = schedulers;
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
