package app.ayka.platform;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Leaves a proxy the time to see that this node goes. Spring Boot takes readiness down as the first thing of an end and
 * refuses connections as the next, so visitors would meet the refusal before the proxy's next look at the health.
 */
@Component
final class AnnouncedEnd implements SmartLifecycle {

    private final Duration notice;
    private volatile boolean running;

    AnnouncedEnd(AykaSettings settings) {
        notice = settings.leaveAfter();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public void stop(Runnable callback) {
        CompletableFuture.delayedExecutor(notice.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    stop();
                    callback.run();
                });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped alone and before everything else. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
