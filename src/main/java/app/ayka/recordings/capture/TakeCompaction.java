package app.ayka.recordings.capture;

import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.base.storage.WorkFolders;
import app.ayka.recordings.RecordingId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Joins the chunks of a sealed recording into one object a take. Each chunk's checksum is verified on the way; chunks
 * are deleted only after their take is one object and its row says so. May be killed and repeated at any point.
 */
@Service
public class TakeCompaction {

    private final CaptureRows rows;
    private final ObjectStore store;
    private final CurrentUser currentUser;
    private final WorkFolders folders;
    private final TransactionTemplate transaction;

    TakeCompaction(
            CaptureRows rows,
            ObjectStore store,
            CurrentUser currentUser,
            WorkFolders folders,
            PlatformTransactionManager transactionManager) {
        this.rows = rows;
        this.store = store;
        this.currentUser = currentUser;
        this.folders = folders;
        this.transaction = new TransactionTemplate(transactionManager);
    }

    /**
     * Makes every take of a sealed recording of the acting user one object. Takes that are one already only lose chunks
     * that an earlier attempt left.
     *
     * @throws DamagedSoundException when a chunk is not what was sent
     */
    public void compact(RecordingId recording) {
        var owner = currentUser.require();
        var open = transaction.execute(status -> rows.openTakes(recording));
        var chunks = transaction.execute(status -> rows.chunks(recording)).stream()
                .filter(CapturedChunk::stored)
                .collect(Collectors.groupingBy(CapturedChunk::take));
        for (var take : open) {
            var sound = chunks.getOrDefault(take.number(), List.of());
            if (!sound.isEmpty()) {
                join(owner, recording, take, sound);
            }
        }
        transaction.execute(status -> rows.joinedTakes(recording)).forEach(take -> {
            var prefix = ObjectKeys.recording(owner, recording.value()) + "takes/" + take + "/";
            store.delete(store.list(prefix));
        });
    }

    private void join(UserId owner, RecordingId recording, CaptureRows.OpenTake take, List<CapturedChunk> chunks) {
        var key = ObjectKeys.take(owner, recording.value(), take.number(), FileExtension.ofFormat(take.mimeType()));
        try {
            var bytes = folders.with(folder -> stored(owner, recording, take, chunks, folder.resolve("take"), key));
            transaction.executeWithoutResult(status -> rows.joinTake(recording, take.number(), key, bytes));
        } catch (DamagedSoundException gone) {
            if (!transaction.execute(status -> rows.joinedTakes(recording)).contains(take.number())) {
                throw gone; // else another worker was faster and deleted what this one was reading
            }
        }
    }

    private long stored(
            UserId owner,
            RecordingId recording,
            CaptureRows.OpenTake take,
            List<CapturedChunk> chunks,
            Path file,
            String key) {
        try {
            var bytes = concatenate(owner, recording, chunks, file);
            store.put(key, file, take.mimeType());
            var whole = store.head(key);
            if (whole.isEmpty() || whole.get().sizeBytes() != bytes) {
                throw new IllegalStateException("take " + take.number() + " of " + recording + " was not stored whole");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("take " + take.number() + " of " + recording + " could not be joined", e);
        }
    }

    private long concatenate(UserId owner, RecordingId recording, List<CapturedChunk> chunks, Path file)
            throws IOException {
        var bytes = 0L;
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (var chunk : chunks) {
                bytes += append(owner, recording, chunk, out);
            }
        }
        return bytes;
    }

    private long append(UserId owner, RecordingId recording, CapturedChunk chunk, OutputStream out) throws IOException {
        var key = ObjectKeys.chunk(owner, recording.value(), chunk.take(), chunk.number());
        var damaged = new DamagedSoundException(recording, chunk.take(), chunk.number());
        try (var in = store.open(key).orElseThrow(() -> damaged)) {
            var digest = new DigestOutputStream(out, MessageDigest.getInstance("SHA-256"));
            var bytes = in.transferTo(digest);
            if (!HexFormat.of().formatHex(digest.getMessageDigest().digest()).equals(chunk.sha256())) {
                throw damaged;
            }
            return bytes;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
