package app.ayka.base.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Files that live as long as one piece of work. Each program has a folder of its own under {@code data/work}, locked
 * while it lives; what a killed program left is removed by the next that starts.
 */
@Component
public class WorkFolders implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkFolders.class);
    private static final String LOCK = ".lock";

    private final Path own;
    private final FileChannel lock;

    WorkFolders(@Value("${ayka.data:./data}") Path data) {
        var all = data.resolve("work").toAbsolutePath();
        own = all.resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(all);
            removeLeftovers(all);
            Files.createDirectories(own);
            lock = FileChannel.open(own.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw new IllegalStateException("a new folder is locked already: " + own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot work in " + all + "; ayka.data names its parent", e);
        }
    }

    /** A place for one file, in this program's folder. */
    public Path file(String name) {
        return own.resolve(name);
    }

    /** Gives work an empty folder and removes it afterwards. */
    public <T> T with(Function<Path, T> work) {
        var folder = own.resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectory(folder);
            return work.apply(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot work in " + folder, e);
        } finally {
            remove(folder);
        }
    }

    private static void removeLeftovers(Path all) throws IOException {
        try (var folders = Files.list(all)) {
            for (var folder : folders.filter(Files::isDirectory).toList()) {
                if (!isInUse(folder)) {
                    log.info("removing the work files that a killed program left in {}", folder);
                    remove(folder);
                }
            }
        }
    }

    private static boolean isInUse(Path folder) {
        var file = folder.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var free = channel.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true; // by this very program
        } catch (IOException e) {
            log.warn("leaving {} alone: {}", folder, e.getMessage());
            return true;
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("could not remove {}; the next start tries again: {}", folder, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        remove(own);
    }
}
