package app.ayka.recordings.capture;

import app.ayka.accounts.devices.DeviceId;
import app.ayka.base.PlainText;
import app.ayka.recordings.Marks;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets a device of the acting user send the sound of one recording, for as long as its token is valid. */
@Service
public class CaptureGrants {

    private static final Duration CLOCK_AHEAD = Duration.ofDays(1);
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private final Recordings recordings;
    private final CaptureRows rows;
    private final CaptureTokens tokens;
    private final ConsentEntries consent;
    private final Marks marks;
    private final Tags tags;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CaptureGrants(
            Recordings recordings,
            CaptureRows rows,
            CaptureTokens tokens,
            ConsentEntries consent,
            Marks marks,
            Tags tags,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.transaction = new TransactionTemplate(transactionManager);
        this.recordings = recordings;
        this.rows = rows;
        this.tokens = tokens;
        this.consent = consent;
        this.marks = marks;
        this.tags = tags;
        this.clock = clock;
    }

    /**
     * Creates the recording, or finds it when the device asks again, and gives a fresh token for it. Empty when the
     * recording was deleted, or the id is somebody else's.
     */
    public Optional<CaptureAccess> open(CaptureDraft draft) {
        return openFor(draft, null);
    }

    /** The same for a connected device: the token ends when the device is cut off. */
    Optional<CaptureAccess> open(CaptureDraft draft, DeviceId device) {
        return openFor(draft, device);
    }

    private Optional<CaptureAccess> openFor(CaptureDraft draft, @Nullable DeviceId device) {
        if (draft.source() != RecordingSource.CAPTURE && draft.source() != RecordingSource.UPLOAD) {
            throw new IllegalArgumentException("no sound comes in for a " + draft.source());
        }
        try {
            return transaction.execute(status -> openInTransaction(draft, device));
        } catch (DataIntegrityViolationException raced) {
            return afterRace(draft, device);
        }
    }

    /** Another tab may have been first; if still nothing is to be seen, the id belongs to somebody else. */
    private Optional<CaptureAccess> afterRace(CaptureDraft draft, @Nullable DeviceId device) {
        var mine = transaction.execute(status -> rows.intake(draft.id()).isPresent());
        return mine ? transaction.execute(status -> openInTransaction(draft, device)) : Optional.empty();
    }

    private Optional<CaptureAccess> openInTransaction(CaptureDraft draft, @Nullable DeviceId device) {
        var known = rows.intake(draft.id());
        if (known.isEmpty()) {
            recordings.create(
                    draft.id(),
                    new RecordingDraft(
                            title(draft.title()), draft.source(), plausible(draft.recordedAt()), RunOptions.DEFAULT));
            consent.note(draft.id(), draft.consent());
        } else if (known.get().deleted() && !cameBack(draft.id())) {
            return Optional.empty();
        }
        return Optional.of(new CaptureAccess(draft.id(), tokens.issue(draft.id(), device), CaptureConfiguration.BASE));
    }

    /** A recording that nobody but {@link AbandonedRecordings} deleted is there again when its device is. */
    private boolean cameBack(RecordingId recording) {
        return rows.removeGaps(recording, AbandonedRecordings.CAUSE) && recordings.restore(recording);
    }

    /** Changes what is said about the recording; what the device says nothing of stays. */
    @Transactional
    void describe(CaptureGrant grant, Description said) {
        var recording = grant.recording();
        var name = said.name();
        if (name != null) {
            recordings.rename(recording, title(name.title()));
            consent.note(recording, name.consent());
        }
        var held = said.marks();
        if (held != null) {
            marks.fromDevice(recording, held);
        }
        var given = said.tags();
        if (given != null) {
            tags.set(recording, given);
        }
    }

    private static String title(String wanted) {
        var shortened = PlainText.line(wanted, Recordings.MAX_TITLE);
        return shortened.isEmpty() ? "Conversation" : shortened;
    }

    /** A device's clock may be wrong; nothing else knows when it was. */
    private Instant plausible(Instant recordedAt) {
        var now = clock.instant();
        return recordedAt.isBefore(EARLIEST) || recordedAt.isAfter(now.plus(CLOCK_AHEAD)) ? now : recordedAt;
    }
}
