package app.ayka.recordings.capture;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.RecordingSummary;
import app.ayka.recordings.Recordings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends recordings of the acting user whose device never came back to end them. What is stored is sealed and processed,
 * what is missing is named; where nothing is stored the recording is deleted, and comes back with its device.
 */
@Service
public class AbandonedRecordings {

    static final String CAUSE = "its device did not come back";

    private final CaptureRows rows;
    private final Sealing sealing;
    private final FileUploads uploads;
    private final Recordings recordings;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    AbandonedRecordings(
            CaptureRows rows,
            Sealing sealing,
            FileUploads uploads,
            Recordings recordings,
            CurrentUser currentUser,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactionManager) {
        this.rows = rows;
        this.sealing = sealing;
        this.uploads = uploads;
        this.recordings = recordings;
        this.currentUser = currentUser;
        this.events = events;
        this.transaction = new TransactionTemplate(transactionManager);
    }

    /** What became of it. */
    public enum End {
        /** It takes in no more sound and is processed with what is there. */
        SEALED,
        /** Nothing usable had arrived; it can be restored as any deleted recording. */
        DELETED,
        /** Somebody else has ended or deleted it already. */
        LEFT_ALONE
    }

    /** May be repeated. */
    public End end(RecordingId recording) {
        var grant = new CaptureGrant(currentUser.require(), recording);
        var intake = transaction.execute(status -> rows.intake(recording)).orElse(null);
        if (intake == null || intake.deleted() || intake.state() == RecordingState.SEALED) {
            return End.LEFT_ALONE;
        }
        if (intake.source() == RecordingSource.UPLOAD) { // part of a file is no sound
            uploads.abort(grant);
            return End.DELETED;
        }
        sealing.forgetLost(grant);
        return transaction.execute(status -> endInTransaction(grant));
    }

    private End endInTransaction(CaptureGrant grant) {
        var recording = grant.recording();
        rows.lockAlone(recording);
        var title = recordings.find(recording).map(RecordingSummary::title).orElse("");
        var chunks = rows.chunks(recording).stream()
                .collect(Collectors.groupingBy(CapturedChunk::take, TreeMap::new, Collectors.toList()));
        if (chunks.values().stream().flatMap(List::stream).noneMatch(CapturedChunk::stored)) {
            rows.addGap(recording, 0, 0, 0, CAUSE);
            recordings.delete(recording);
            events.publishEvent(new RecordingAbandoned(grant.owner(), recording, title, false));
            return End.DELETED;
        }
        var last = chunks.lastEntry();
        rows.addGap(recording, last.getKey(), last.getValue().getLast().endMs(), 0, CAUSE); // how long nobody knows
        sealing.sealInTransaction(recording, new SealRequest(takes(chunks), new SealRequest.AcceptGaps(CAUSE)));
        events.publishEvent(new RecordingAbandoned(grant.owner(), recording, title, true));
        return End.SEALED;
    }

    /** As the device would tell it, as far as it has. */
    private static List<SealRequest.SealedTake> takes(Map<Integer, List<CapturedChunk>> chunks) {
        var takes = new ArrayList<SealRequest.SealedTake>();
        chunks.forEach((take, known) -> takes.add(new SealRequest.SealedTake(
                take, known.getLast().number() + 1, known.getLast().endMs(), null, null)));
        return takes;
    }
}
