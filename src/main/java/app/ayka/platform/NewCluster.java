package app.ayka.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The making of a cluster, which a kill can cut off halfway. A note beside it says that it has never served, so that it
 * holds nothing and can be made anew.
 */
final class NewCluster {

    private static final Logger log = LoggerFactory.getLogger(NewCluster.class);

    private final Path cluster;
    private final Path note;

    NewCluster(Path cluster) {
        this.cluster = cluster;
        this.note = cluster.resolveSibling(cluster.getFileName() + ".new");
    }

    /** Removes what an earlier start did not finish. The caller holds the data folder. */
    void discardHalfMade() throws IOException {
        if (!Files.exists(note)) {
            return;
        }
        log.info("an earlier start was cut off before {} had ever served; making it anew", cluster);
        endMakers();
        if (Files.exists(cluster)) {
            List<Path> deepestFirst;
            try (var files = Files.walk(cluster)) {
                deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (var file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** To be said before the server is launched; a cluster that is there already is not new. */
    void begin() throws IOException {
        if (!Files.exists(cluster)) {
            try (var channel = FileChannel.open(note, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /** From now on it may hold something. */
    void hasServed() throws IOException {
        Files.deleteIfExists(note);
    }

    /** {@code initdb} and the server outlive the program that started them. */
    private void endMakers() throws IOException {
        StalePostmaster.stop(cluster);
        var makers = ProcessHandle.allProcesses()
                .filter(this::makes)
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
                .toList();
        makers.forEach(ProcessHandle::destroyForcibly);
        try {
            CompletableFuture.allOf(makers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a cut off initdb ended", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a cut off initdb in " + cluster + " does not end", e);
        }
    }

    private boolean makes(ProcessHandle process) {
        var info = process.info();
        return info.command()
                        .map(command -> Path.of(command).getFileName().toString())
                        .filter("initdb"::equals)
                        .isPresent()
                && List.of(info.arguments().orElse(new String[0])).contains(cluster.toString());
    }
}
