package app.ayka.recordings.capture;

import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.base.storage.SignedPut;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One file on its way as a recording of its own. Its bytes go from the device straight into the object store, in parts;
 * only numbers pass through here. {@link FileArrival} ends it.
 */
@Service
class FileUploads {

    private final FileUploadRows rows;
    private final FileParts parts;
    private final CaptureRows capture;
    private final Recordings recordings;
    private final ObjectStore store;
    private final CaptureSettings settings;
    private final Clock clock;

    FileUploads(
            FileUploadRows rows,
            FileParts parts,
            CaptureRows capture,
            Recordings recordings,
            ObjectStore store,
            CaptureSettings settings,
            Clock clock) {
        this.rows = rows;
        this.parts = parts;
        this.capture = capture;
        this.recordings = recordings;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** {@code sha256}: of the whole file, where the device has computed it. */
    record FileDescription(
            String fileName,
            String contentType,
            long bytes,
            @Nullable String sha256) {}

    /**
     * {@code stored}: numbers of the parts, from 1, that need not be sent again; {@code checksums}: theirs, so that a
     * device can tell whether it still has the same file.
     */
    record Plan(long partBytes, int parts, List<Integer> stored, Map<Integer, String> checksums) {}

    /** A file that is on its way, and how far. */
    record Progress(String fileName, String contentType, long bytes, Plan plan) {

        long storedBytes() {
            return plan.stored().stream()
                    .mapToLong(number -> Math.min(plan.partBytes(), bytes - (number - 1) * plan.partBytes()))
                    .sum();
        }
    }

    /** Begins, or goes on with, the upload of this very file. */
    @Transactional
    Plan open(CaptureGrant grant, FileDescription file) {
        if (file.bytes() > settings.maxUpload().toBytes()) {
            throw CaptureRefusedException.tooLarge("The file has " + megabytes(file.bytes()) + " MB; up to "
                    + megabytes(settings.maxUpload().toBytes()) + " MB are taken.");
        }
        requireOpen(capture.lockAlone(grant.recording()).orElseThrow(CaptureRefusedException::notFound));
        var known = rows.find(grant.recording());
        if (known.isPresent()) {
            return goOn(known.get(), file);
        }
        var key = ObjectKeys.take(grant.owner(), grant.recording().value(), 0, FileExtension.of(file.fileName()));
        var upload = new FileUpload(
                UUID.randomUUID(),
                file.fileName(),
                file.contentType(),
                file.bytes(),
                file.sha256(),
                settings.partBytes(file.bytes()),
                key,
                store.beginMultipart(key, file.contentType()),
                clock.instant());
        rows.add(grant.recording(), upload);
        return plan(upload, List.of());
    }

    private Plan goOn(FileUpload upload, FileDescription file) {
        var other = upload.sha256() != null
                && file.sha256() != null
                && !upload.sha256().equals(file.sha256());
        if (!upload.fileName().equals(file.fileName()) || upload.bytes() != file.bytes() || other) {
            throw CaptureRefusedException.conflict("upload-differs", "Another file is being sent for this recording.");
        }
        rows.heard(upload);
        var givenOut = upload.heardAt().plus(settings.urlValid()).isAfter(clock.instant());
        if (!givenOut && parts.areForgotten(upload)) { // else addresses are about that name the old one
            store.abortMultipart(upload.key(), upload.multipart());
            rows.beginAgain(upload, store.beginMultipart(upload.key(), upload.contentType()));
            return new Plan(upload.partBytes(), upload.parts(), List.of(), Map.of());
        }
        return plan(upload, parts.whole(upload));
    }

    /** Where the file of a recording is. */
    @Transactional(readOnly = true)
    Progress progress(CaptureGrant grant) {
        requireOpen(capture.intake(grant.recording()).orElseThrow(CaptureRefusedException::notFound));
        var upload = required(grant);
        return new Progress(upload.fileName(), upload.contentType(), upload.bytes(), plan(upload, parts.whole(upload)));
    }

    /** A part on its way; {@code number} from 1. */
    record Piece(int number, String sha256) {}

    /** An address for each part; its length and checksum are signed. */
    @Transactional
    List<SignedPut> sign(CaptureGrant grant, List<Piece> pieces) {
        requireOpen(capture.intake(grant.recording()).orElseThrow(CaptureRefusedException::notFound));
        var upload = required(grant);
        pieces.forEach(piece -> upload.sizeOfPart(piece.number()));
        requireSame(upload, pieces);
        pieces.forEach(piece -> rows.announce(upload, piece.number(), piece.sha256()));
        rows.heard(upload);
        return pieces.stream()
                .map(piece -> store.signPart(
                        upload.key(),
                        upload.multipart(),
                        piece.number(),
                        upload.sizeOfPart(piece.number()),
                        piece.sha256(),
                        settings.urlValid()))
                .toList();
    }

    /** What has arrived does not change: a file that was written to meanwhile would be joined from two. */
    private void requireSame(FileUpload upload, List<Piece> pieces) {
        var announced = rows.checksums(upload);
        var changed = pieces.stream()
                .filter(piece ->
                        !announced.getOrDefault(piece.number(), piece.sha256()).equals(piece.sha256()))
                .map(Piece::number)
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        var stored = parts.whole(upload);
        changed.stream().filter(stored::contains).findFirst().ifPresent(number -> {
            throw CaptureRefusedException.conflict(
                    "file-changed", "Part " + number + " has arrived with other sound in it: the file has changed.");
        });
    }

    /** Throws away what has arrived and the recording with it. May be repeated. */
    @Transactional
    void abort(CaptureGrant grant) {
        var intake = capture.lockAlone(grant.recording()).orElseThrow(CaptureRefusedException::notFound);
        if (intake.state() == RecordingState.SEALED) {
            throw CaptureRefusedException.conflict("sealed", "The file has arrived and is being processed.");
        }
        rows.find(grant.recording()).ifPresent(upload -> {
            store.abortMultipart(upload.key(), upload.multipart());
            rows.end(grant.recording(), "ABORTED");
        });
        recordings.delete(grant.recording());
    }

    private FileUpload required(CaptureGrant grant) {
        return rows.find(grant.recording())
                .orElseThrow(() -> CaptureRefusedException.conflict("no-upload", "No file has been announced."));
    }

    private Plan plan(FileUpload upload, List<Integer> stored) {
        var checksums = rows.checksums(upload);
        checksums.keySet().retainAll(stored);
        return new Plan(upload.partBytes(), upload.parts(), stored, checksums);
    }

    static void requireOpen(CaptureRows.Intake intake) {
        if (intake.deleted()) {
            throw ChunkIntake.deleted();
        }
        if (intake.state() == RecordingState.SEALED || intake.source() != RecordingSource.UPLOAD) {
            throw CaptureRefusedException.conflict("sealed", "This recording takes in no file.");
        }
    }

    private static long megabytes(long bytes) {
        return Math.ceilDiv(bytes, 1024 * 1024);
    }
}
