package app.ayka.speech;

import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingId;
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
 * Decoded recordings on this node's disk: fetched once for all spans that are worked on here, and the few that were used
 * last are kept.
 */
@Component
class LocalSound {

    private static final Logger log = LoggerFactory.getLogger(LocalSound.class);
    private static final int KEPT = 4;

    private final ObjectStore store;
    private final WorkFolders folders;
    private final Map<RecordingId, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

    LocalSound(ObjectStore store, WorkFolders folders) {
        this.store = store;
        this.folders = folders;
    }

    private static final class Copy {
        final Path file;
        int users;
        boolean there;

        Copy(Path file) {
            this.file = file;
        }
    }

    /** Lets work read a recording's {@code pcm16k.flac}. */
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
    void keep(RecordingId recording, Path flac) {
        var copy = borrow(recording);
        try {
            synchronized (copy) {
                Files.move(flac, copy.file, StandardCopyOption.REPLACE_EXISTING);
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
            if (!store.download(key, copy.file)) {
                throw new IllegalStateException("the decoded sound of recording " + recording + " is gone");
            }
            copy.there = true;
        }
    }

    private synchronized Copy borrow(RecordingId recording) {
        var copy = copies.computeIfAbsent(recording, id -> new Copy(folders.file(UUID.randomUUID() + ".flac")));
        copy.users++;
        return copy;
    }

    private synchronized void giveBack(Copy used) {
        used.users--;
        var surplus = copies.size() - KEPT;
        var all = copies.values().iterator();
        while (surplus > 0 && all.hasNext()) {
            var copy = all.next();
            if (copy.users == 0) {
                all.remove();
                surplus--;
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
