package app.ayka.recordings.capture;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.RecordingId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Files of the acting user that were begun and have not arrived, from whatever device. */
@Service
public class UnfinishedUploads {

    private static final int MOST = 50;

    private final FileUploadRows rows;
    private final FileUploads uploads;
    private final CurrentUser currentUser;
    private final TransactionTemplate transaction;

    UnfinishedUploads(
            FileUploadRows rows,
            FileUploads uploads,
            CurrentUser currentUser,
            PlatformTransactionManager transactionManager) {
        this.rows = rows;
        this.uploads = uploads;
        this.currentUser = currentUser;
        this.transaction = new TransactionTemplate(transactionManager);
    }

    /** {@code storedBytes} are in the store and are not sent again. */
    public record Unfinished(
            RecordingId recording, String fileName, String contentType, long bytes, long storedBytes) {}

    /** The latest news first. */
    public List<Unfinished> list() {
        var owner = currentUser.require();
        return transaction.execute(status -> rows.unfinished(MOST)).stream()
                .flatMap(recording -> unfinished(new CaptureGrant(owner, recording)).stream())
                .toList();
    }

    private Optional<Unfinished> unfinished(CaptureGrant grant) {
        try {
            var file = uploads.progress(grant);
            return Optional.of(new Unfinished(
                    grant.recording(), file.fileName(), file.contentType(), file.bytes(), file.storedBytes()));
        } catch (CaptureRefusedException arrived) {
            return Optional.empty(); // or was deleted, since it was found
        }
    }
}
