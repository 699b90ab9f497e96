package app.ayka.recordings.capture;

import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes one object of the parts of a file, and of that a sealed recording whose processing is queued. */
@Service
class FileArrival {

    private final FileUploadRows rows;
    private final FileParts parts;
    private final CaptureRows capture;
    private final Recordings recordings;
    private final ObjectStore store;

    FileArrival(FileUploadRows rows, FileParts parts, CaptureRows capture, Recordings recordings, ObjectStore store) {
        this.rows = rows;
        this.parts = parts;
        this.capture = capture;
        this.recordings = recordings;
        this.store = store;
    }

    /**
     * Joins the parts when all are there in their right size, and seals. May be repeated, also at the same time: the
     * store joins once only, so this one call of it has to happen under the recording's lock. Who comes second waits and
     * finds it sealed.
     */
    @Transactional
    void complete(CaptureGrant grant) {
        var intake = capture.lockAlone(grant.recording()).orElseThrow(CaptureRefusedException::notFound);
        if (!intake.deleted() && intake.state() == RecordingState.SEALED && intake.source() == RecordingSource.UPLOAD) {
            return;
        }
        FileUploads.requireOpen(intake);
        var upload = rows.find(grant.recording())
                .orElseThrow(() -> CaptureRefusedException.conflict("no-upload", "No file has been announced."));
        join(upload);
        capture.addTake(grant.recording(), 0, new TakeOpening(upload.contentType(), 0, intake.recordedAt()));
        capture.joinTake(grant.recording(), 0, upload.key(), upload.bytes());
        rows.end(grant.recording(), "COMPLETED");
        recordings.seal(grant.recording(), Step.PREPARE, RunOptions.DEFAULT);
    }

    private void join(FileUpload upload) {
        if (!parts.isJoined(upload)) { // else whoever joined them was killed before the rows said so
            joinParts(upload);
        }
        store.abortMultiparts(upload.key()); // one whose beginning was never answered would stay for ever
    }

    private void joinParts(FileUpload upload) {
        parts.missing(upload).ifPresent(number -> {
            throw CaptureRefusedException.conflict(
                    "parts-missing", "Part " + number + " of " + upload.parts() + " has not arrived.");
        });
        var size = store.completeMultipart(upload.key(), upload.multipart());
        if (size != upload.bytes()) {
            throw CaptureRefusedException.conflict(
                    "parts-missing", "The file has " + upload.bytes() + " bytes and " + size + " arrived.");
        }
    }
}
