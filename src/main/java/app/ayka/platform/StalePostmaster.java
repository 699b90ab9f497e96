package app.ayka.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of a cluster whose AYKA was killed: it lives on and holds the data folder. A fast shutdown (SIGINT) lets
 * the next start go on at once instead of waiting a minute and failing.
 */
final class StalePostmaster {

    private static final Logger log = LoggerFactory.getLogger(StalePostmaster.class);

    private StalePostmaster() {}

    static void stop(Path cluster) throws IOException {
        var pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Files.readAllLines(pidFile).getFirst().strip();
        var postmaster = ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.info().command().orElse("").contains("postgres"));
        if (postmaster.isEmpty()) {
            return;
        }
        log.info("stopping the PostgreSQL server {} that an earlier AYKA left behind", pid);
        try {
            new ProcessBuilder("kill", "-INT", pid).start().waitFor(5, TimeUnit.SECONDS);
            postmaster.get().onExit().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL " + pid + " stopped", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("the PostgreSQL server " + pid + " did not stop within 20 s", e);
        }
    }
}
