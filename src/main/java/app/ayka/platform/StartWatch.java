package app.ayka.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts short the wait for a server that ended while it started. The library does not look at the processes and would wait
 * for the whole time. What begins in the thread that made the watch ends at {@link #close}.
 */
final class StartWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StartWatch.class);
    private static final Set<String> STARTERS = Set.of("initdb", "pg_ctl", "unshare");
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int LOOKS = 10;

    private final Path cluster;
    private final Thread starting = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean interrupted;

    StartWatch(Path cluster) {
        this.cluster = cluster;
        Thread.ofVirtual().name("postgres-start").start(this::watch);
    }

    private void watch() {
        try {
            var begun = false;
            for (int missed = 0; missed < LOOKS && !over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS); ) {
                var there = ProcessHandle.current().children().anyMatch(this::starts)
                        || StalePostmaster.find(cluster).isPresent();
                begun |= there;
                missed = begun && !there ? missed + 1 : 0;
            }
            interrupt();
        } catch (IOException e) {
            log.debug("the start of PostgreSQL cannot be watched: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void interrupt() {
        if (over.getCount() > 0) {
            interrupted = true;
            starting.interrupt();
        }
    }

    /** Leaves the thread as it found it. */
    @Override
    public synchronized void close() {
        over.countDown();
        if (interrupted && Thread.interrupted()) {
            log.info("the server ended while it started");
        }
    }

    private boolean starts(ProcessHandle process) {
        var info = process.info();
        return info.command()
                        .map(command -> Path.of(command).getFileName().toString())
                        .filter(STARTERS::contains)
                        .isPresent()
                && info.arguments()
                        .map(arguments -> List.of(arguments).contains(cluster.toString()))
                        .orElse(true);
    }
}
