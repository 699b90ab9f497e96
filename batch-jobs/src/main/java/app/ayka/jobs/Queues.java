package app.ayka.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The queues of this node, from start to shutdown. Work in progress ends at its next safe point, and what does not end in
 * time is handed to others as it is: the fence refuses what this node might still say of it. A scheduler that was stopped
 * cannot start again, so each start builds new ones.
 */
final class Queues implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Queues.class);

    /** With the scheduler's own twice two seconds below the 20 s that a shutdown may take. */
    private static final Duration GRACE = Duration.ofSeconds(12);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final List<Supplier<Scheduler>> builders;
    private final HandBack handBack;
    private volatile List<Scheduler> schedulers = List.of();
    private volatile boolean running;

    Queues(List<Supplier<Scheduler>> builders, HandBack handBack, Slots slots, DatabaseNews news) {
        this.builders = builders;
        this.handBack = handBack;
        slots.whenFree(this::look);
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
        awaitTheirEnd();
        schedulers.parallelStream().forEach(Scheduler::stop);
        handBack.whatIsLeft();
    }

    private void awaitTheirEnd() {
        var never = new CountDownLatch(1);
        var end = System.nanoTime() + GRACE.toNanos();
        try {
            while (schedulers.stream()
                            .anyMatch(scheduler ->
                                    !scheduler.getCurrentlyExecuting().isEmpty())
                    && System.nanoTime() < end
                    && !never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                log.trace("work goes on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Begins last; ends before the web server, so that a worker's health can be asked for until its work has ended. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 512;
    }
}
