package app.ayka.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of a cluster whose AYKA was killed: it lives on and holds the cluster. A fast shutdown (SIGINT) lets the
 * next start go on at once instead of waiting a minute and failing.
 */
final class StalePostmaster {

    private static final Logger log = LoggerFactory.getLogger(StalePostmaster.class);

    private StalePostmaster() {}

    /** Stops what still serves the cluster. The caller holds the data folder, so nobody alive needs it. */
    static void stop(Path cluster) throws IOException {
        var postmaster = find(cluster);
        if (postmaster.isEmpty()) {
            return;
        }
        var process = postmaster.get();
        log.info("stopping the PostgreSQL server {} that an earlier AYKA left behind", process.pid());
        // fast: ends its sessions and writes everything down; else immediate: the next start recovers from the log
        if (!ends(process, "-INT", 15) && !ends(process, "-QUIT", 5)) {
            throw new IOException("the PostgreSQL server " + process.pid() + " of an earlier AYKA does not stop");
        }
    }

    /** The cluster's live server; empty when there is none or its number now belongs to another program. */
    static Optional<ProcessHandle> find(Path cluster) throws IOException {
        var pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(process -> serves(process, cluster));
    }

    private static boolean serves(ProcessHandle process, Path cluster) {
        var info = process.info();
        var program =
                info.command().map(command -> Path.of(command).getFileName().toString());
        var arguments = info.arguments().map(java.util.List::of).orElse(java.util.List.of());
        return program.filter("postgres"::equals).isPresent()
                && (arguments.isEmpty() || arguments.contains(cluster.toString()));
    }

    private static boolean ends(ProcessHandle process, String signal, int seconds) throws IOException {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL " + process.pid() + " stopped", e);
        } catch (ExecutionException e) {
            throw new IOException("PostgreSQL " + process.pid() + " cannot be watched", e);
        }
    }
}
