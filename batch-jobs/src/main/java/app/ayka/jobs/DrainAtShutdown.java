package app.ayka.jobs;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Begins the {@link Drain} with the shutdown. A bean of its own that nothing depends on: Spring stops what depends on a bean
 * before the bean, whatever their phases, so a drain that were stopped itself would begin when the queues have ended.
 */
@Component
class DrainAtShutdown implements SmartLifecycle {

    private final Drain drain;
    private volatile boolean running;

    DrainAtShutdown(Drain drain) {
        this.drain = drain;
    }

    @Override
    public void start() {
        drain.over();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        drain.begin();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything else, the web server too. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
