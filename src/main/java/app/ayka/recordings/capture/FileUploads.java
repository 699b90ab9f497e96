package app.ayka.recordings.capture;

import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.base.storage.ObjectStoreException;
import app.ayka.base.storage.SignedPut;
import app.ayka.base.storage.StoredObject;
import app.ayka.base.storage.StoredPart;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One file as a recording of its own. Its bytes go from the device straight into the object store, in parts; only
 * numbers pass through here.
 */
@Service
class FileUploads {

    private final FileUploadRows rows;
    private final CaptureRows capture;
    private final Recordings recordings;
    private final ObjectStore store;
    private final CaptureSettings settings;
    private final TransactionTemplate transaction;

    FileUploads(
            FileUploadRows rows,
            CaptureRows capture,
            Recordings recordings,
            ObjectStore store,
            CaptureSettings settings,
            PlatformTransactionManager transactionManager) {
        this.rows = rows;
        this.capture = capture;
        this.recordings = recordings;
        this.store = store;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactionManager);
    }

    record FileDescription(String fileName, String contentType, long bytes) {}

    /** {@code stored}: numbers of the parts, from 1, that need not be sent again. */
    record Plan(long partBytes, int parts, List<Integer> stored) {}

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
            var upload = known.get();
            if (!upload.fileName().equals(file.fileName()) || upload.bytes() != file.bytes()) {
                throw CaptureRefusedException.conflict(
                        "upload-differs", "Another file is being sent for this recording.");
            }
            return plan(upload, store.parts(upload.key(), upload.multipart()));
        }
        var key = ObjectKeys.take(grant.owner(), grant.recording().value(), 0, FileExtension.of(file.fileName()));
        var upload = new FileUpload(
                file.fileName(),
                file.contentType(),
                file.bytes(),
                settings.partBytes(file.bytes()),
                key,
                store.beginMultipart(key, file.contentType()));
        rows.add(grant.recording(), upload);
        return plan(upload, List.of());
    }

    /** A part on its way; {@code number} from 1. */
    record Piece(int number, String sha256) {}

    /** An address for each part; its length and checksum are signed. */
    @Transactional(readOnly = true)
    List<SignedPut> sign(CaptureGrant grant, List<Piece> pieces) {
        requireOpen(capture.intake(grant.recording()).orElseThrow(CaptureRefusedException::notFound));
        var upload = required(grant);
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

    /** Joins the parts when all are there in their right size, and seals. May be repeated. */
    void complete(CaptureGrant grant) {
        var intake = transaction.execute(
                status -> capture.intake(grant.recording()).orElseThrow(CaptureRefusedException::notFound));
        if (intake.state() == RecordingState.SEALED && intake.source() == RecordingSource.UPLOAD) {
            return;
        }
        requireOpen(intake);
        var upload = transaction.execute(status -> required(grant));
        join(upload);
        transaction.executeWithoutResult(status -> {
            var locked = capture.lockAlone(grant.recording()).orElseThrow(CaptureRefusedException::notFound);
            if (locked.state() == RecordingState.CAPTURING) {
                capture.addTake(grant.recording(), 0, new TakeOpening(upload.contentType(), 0, locked.recordedAt()));
                capture.joinTake(grant.recording(), 0, upload.key(), upload.bytes());
                rows.end(grant.recording(), "COMPLETED");
                recordings.seal(grant.recording(), Step.PREPARE, RunOptions.DEFAULT);
            }
        });
    }

    private void join(FileUpload upload) {
        if (isWhole(upload)) {
            return; // joined before, and the answer was lost
        }
        var missing = missing(upload);
        if (missing.isPresent()) {
            if (isWhole(upload)) {
                return; // joined by another request while this one looked
            }
            throw CaptureRefusedException.conflict(
                    "parts-missing", "Part " + missing.get() + " of " + upload.parts() + " has not arrived.");
        }
        var size = joined(upload);
        if (size != upload.bytes()) {
            throw CaptureRefusedException.conflict(
                    "parts-missing", "The file has " + upload.bytes() + " bytes and " + size + " arrived.");
        }
    }

    private boolean isWhole(FileUpload upload) {
        return store.head(upload.key())
                .filter(whole -> whole.sizeBytes() == upload.bytes())
                .isPresent();
    }

    /** The first part that is not there in its right size. */
    private Optional<Integer> missing(FileUpload upload) {
        var parts = store.parts(upload.key(), upload.multipart()).stream()
                .collect(Collectors.toMap(StoredPart::number, StoredPart::sizeBytes));
        return IntStream.rangeClosed(1, upload.parts())
                .filter(number -> parts.getOrDefault(number, -1L) != upload.sizeOfPart(number))
                .boxed()
                .findFirst();
    }

    /** Bytes of the whole; who is second finds it joined by the first. */
    private long joined(FileUpload upload) {
        try {
            return store.completeMultipart(upload.key(), upload.multipart());
        } catch (ObjectStoreException e) {
            return store.head(upload.key()).map(StoredObject::sizeBytes).orElseThrow(() -> e);
        }
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

    private static Plan plan(FileUpload upload, List<StoredPart> stored) {
        var whole = stored.stream()
                .filter(part -> part.number() <= upload.parts() && part.sizeBytes() == upload.sizeOfPart(part.number()))
                .map(StoredPart::number)
                .toList();
        return new Plan(upload.partBytes(), upload.parts(), whole);
    }

    private static void requireOpen(CaptureRows.Intake intake) {
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
