package app.ayka.speech;

import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.base.storage.WorkFolders;
import app.ayka.recordings.RecordingId;
import app.ayka.speech.engine.AudioDecoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Decoded recordings on this node's disk: fetched and unpacked once for all spans that are worked on here, and the few
 * that were used last are kept.
 */
@Component
class LocalSound {

    private static final Logger log = LoggerFactory.getLogger(LocalSound.class);
    private static final int KEPT = 4;
    private static final long KEPT_BYTES = 1L << 30;

    private final ObjectStore store;
    private final WorkFolders folders;
    private final AudioDecoding decoding;
    private final Map<RecordingId, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

    LocalSound(ObjectStore store, WorkFolders folders, AudioDecoding decoding) {
        this.store = store;
        this.folders = folders;
        this.decoding = decoding;
    }

    private static final class Copy {
        final Path file;
        int users;
        volatile long bytes;
        boolean there;

        Copy(Path file) {
            this.file = file;
        }
    }

    /** Lets work read a recording's {@code pcm16k.raw}. */
    <T> T read(UserId owner, RecordingId recording, Function<Path, T> work) {
        var copy = borrow(recording);
        try {
            fetch(owner, recording, copy);
            return work.apply(copy.file);
        } finally {
            giveBack(copy);
        }
    }

    /** Takes over a file that was just decoded here, so that nobody fetches it. */
    void keep(RecordingId recording, Path samples) {
        var copy = borrow(recording);
        try {
            synchronized (copy) {
                Files.move(samples, copy.file, StandardCopyOption.REPLACE_EXISTING);
                copy.bytes = Files.size(copy.file);
                copy.there = true;
            }
        } catch (IOException e) {
            log.info("the sound of {} will be fetched again: {}", recording, e.getMessage());
        } finally {
            giveBack(copy);
        }
    }

    private void fetch(UserId owner, RecordingId recording, Copy copy) {
        synchronized (copy) {
            if (copy.there) {
                return;
            }
            var key = ObjectKeys.pcm(owner, recording.value());
            copy.bytes = folders.with(folder -> {
                var flac = folder.resolve("pcm16k.flac");
                if (!store.download(key, flac)) {
                    throw new IllegalStateException("the decoded sound of recording " + recording + " is gone");
                }
                decoding.unpack(flac, copy.file);
                return copy.file.toFile().length();
            });
            copy.there = true;
        }
    }

    private synchronized Copy borrow(RecordingId recording) {
        var copy = copies.computeIfAbsent(recording, id -> new Copy(folders.file(UUID.randomUUID() + ".raw")));
        copy.users++;
        return copy;
    }

    private synchronized void giveBack(Copy used) {
        used.users--;
        var surplus = copies.size() - KEPT;
        var bytes = copies.values().stream().mapToLong(copy -> copy.bytes).sum();
        var all = copies.values().iterator();
        while ((surplus > 0 || bytes > KEPT_BYTES) && all.hasNext()) {
            var copy = all.next();
            if (copy.users == 0) {
                all.remove();
                surplus--;
                bytes -= copy.bytes;
                delete(copy.file);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file, e);
        }
    }
}
