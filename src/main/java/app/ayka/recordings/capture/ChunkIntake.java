package app.ayka.recordings.capture;

import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in chunks: a device declares them, puts them into the object store and asks for acknowledgement, which it gets
 * only for what the store is found to hold. Every step may be repeated and may race with itself.
 */
@Service
class ChunkIntake {

    private final CaptureRows rows;
    private final ObjectStore store;
    private final CaptureSettings settings;
    private final TransactionTemplate transaction;

    ChunkIntake(
            CaptureRows rows,
            ObjectStore store,
            CaptureSettings settings,
            PlatformTransactionManager transactionManager) {
        this.rows = rows;
        this.store = store;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactionManager);
    }

    /** Opens a take. A repeat with other words is a conflict: two recorders would share one take. */
    @Transactional
    void openTake(CaptureGrant grant, int number, TakeOpening opening) {
        var intake = rows.lockShared(grant.recording()).orElseThrow(CaptureRefusedException::notFound);
        var known = rows.take(grant.recording(), number);
        if (known.isEmpty()) {
            requireOpen(intake);
            if (number >= settings.maxTakes()) {
                throw CaptureRefusedException.tooLarge("A recording may have " + settings.maxTakes() + " takes.");
            }
            rows.addTake(grant.recording(), number, opening);
            known = rows.take(grant.recording(), number); // a racing twin may have been first
        }
        var same = known.filter(
                take -> take.mimeType().equals(opening.mimeType()) && take.startOffsetMs() == opening.startOffsetMs());
        if (same.isEmpty()) {
            throw CaptureRefusedException.conflict(
                    "take-differs", "Take " + number + " was opened with another format or start.");
        }
    }

    /** Says for each chunk whether it is stored already or where to put it. */
    @Transactional
    List<ChunkTicket> declare(CaptureGrant grant, int take, List<ChunkDeclaration> declared) {
        var recording = grant.recording();
        var intake = rows.lockShared(recording).orElseThrow(CaptureRefusedException::notFound);
        var open = rows.take(recording, take)
                .orElseThrow(
                        () -> CaptureRefusedException.conflict("no-take", "Take " + take + " has to be opened first."));
        var numbers = declared.stream().map(ChunkDeclaration::number).toList();
        if (intake.state() == RecordingState.CAPTURING && !intake.deleted()) {
            declared.forEach(chunk -> rows.addChunk(recording, take, chunk));
        }
        var known = rows.chunks(recording, take, numbers).stream()
                .collect(Collectors.toMap(CapturedChunk::number, Function.identity()));
        var tickets = new ArrayList<ChunkTicket>();
        for (var chunk : declared) {
            var row = known.get(chunk.number());
            if (row == null) {
                requireOpen(intake);
                throw new IllegalStateException("chunk " + chunk.number() + " of " + recording + " was not added");
            }
            if (!row.isSameSoundAs(chunk)) {
                throw CaptureRefusedException.conflict(
                        "chunk-differs",
                        "Chunk " + chunk.number() + " of take " + take + " was declared as other sound.");
            }
            tickets.add(row.stored() ? ChunkTicket.stored(chunk.number()) : ticket(grant, open, row));
        }
        return tickets;
    }

    private ChunkTicket ticket(CaptureGrant grant, CaptureRows.OpenTake take, CapturedChunk chunk) {
        var signed = store.signPut(
                key(grant, chunk.take(), chunk.number()),
                chunk.bytes(),
                chunk.sha256(),
                take.mimeType(),
                settings.urlValid());
        return new ChunkTicket(chunk.number(), ChunkTicket.State.upload, signed.url(), signed.headers());
    }

    /** Looks into the store for each chunk before believing that it is there. */
    Acknowledgement acknowledge(CaptureGrant grant, int take, Collection<Integer> numbers) {
        var recording = grant.recording();
        var known = transaction.execute(status -> rows.chunks(recording, take, numbers).stream()
                .collect(Collectors.toMap(CapturedChunk::number, Function.identity())));
        var stored = new ArrayList<Integer>();
        var fresh = new ArrayList<Integer>();
        var missing = new ArrayList<Acknowledgement.Missing>();
        for (var number : numbers) {
            var chunk = known.get(number);
            var reason = chunk == null ? "not declared" : chunk.stored() ? "" : whatIsWrong(grant, chunk);
            if (!reason.isEmpty()) {
                missing.add(new Acknowledgement.Missing(number, reason));
                continue;
            }
            stored.add(number);
            if (chunk != null && !chunk.stored()) {
                fresh.add(number);
            }
        }
        if (!fresh.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                rows.lockShared(recording);
                rows.markStored(recording, take, fresh);
            });
        }
        return new Acknowledgement(stored, missing);
    }

    private String whatIsWrong(CaptureGrant grant, CapturedChunk chunk) {
        var key = key(grant, chunk.take(), chunk.number());
        var found = store.head(key);
        if (found.isEmpty()) {
            return "not in the store";
        }
        if (found.get().sizeBytes() != chunk.bytes()) {
            return "other length in the store";
        }
        var checksum = found.get().sha256Hex();
        // Not every store keeps the checksum that it verified; a chunk is small enough to be read.
        var actual = checksum == null ? store.open(key).map(ChunkIntake::sha256).orElse("") : checksum;
        return actual.toLowerCase(Locale.ROOT).equals(chunk.sha256()) ? "" : "other checksum in the store";
    }

    static String sha256(InputStream content) {
        try (var stream = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("a stored chunk could not be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void requireOpen(CaptureRows.Intake intake) {
        if (intake.deleted()) {
            throw deleted();
        }
        if (intake.state() == RecordingState.SEALED) {
            throw CaptureRefusedException.conflict("sealed", "The recording is sealed and takes in nothing more.");
        }
    }

    static CaptureRefusedException deleted() {
        return new CaptureRefusedException(
                org.springframework.http.HttpStatus.GONE, "deleted", "The recording was deleted.");
    }

    static String key(CaptureGrant grant, int take, int chunk) {
        return ObjectKeys.chunk(grant.owner(), grant.recording().value(), take, chunk);
    }
}
