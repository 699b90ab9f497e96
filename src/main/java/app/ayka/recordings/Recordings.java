package app.ayka.recordings;

import app.ayka.base.CurrentUser;
import app.ayka.base.PlainText;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The acting user's recordings. What belongs to others is not found. */
@Service
@Transactional
public class Recordings {

    /** The longest title that is kept, in characters. */
    public static final int MAX_TITLE = 200;

    private final RecordingRepository recordings;
    private final TakeRows takes;
    private final Runs runs;
    private final RecordingSummaries summaries;
    private final CurrentUser currentUser;
    private final ProcessingProgress progress;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Recordings(
            RecordingRepository recordings,
            TakeRows takes,
            Runs runs,
            RecordingSummaries summaries,
            CurrentUser currentUser,
            ProcessingProgress progress,
            ApplicationEventPublisher events,
            Clock clock) {
        this.recordings = recordings;
        this.takes = takes;
        this.runs = runs;
        this.summaries = summaries;
        this.currentUser = currentUser;
        this.progress = progress;
        this.events = events;
        this.clock = clock;
    }

    /** Creates a recording that takes in sound until it is sealed. */
    public RecordingId create(RecordingDraft draft) {
        return create(RecordingId.random(), draft);
    }

    /** The same under an id that a device chose before it could ask; it must be new. */
    public RecordingId create(RecordingId id, RecordingDraft draft) {
        var owner = currentUser.require();
        recordings.saveAndFlush(new RecordingEntity(id.value(), owner.value(), draft, clock.instant()));
        progress.changed(owner, id);
        return id;
    }

    /** Newest first, at most {@code limit}; {@code text} is looked for in titles and tags, empty finds all. */
    @Transactional(readOnly = true)
    public List<RecordingSummary> list(String text, int limit) {
        return list(text, "", limit);
    }

    /** The same of those that carry a tag; an empty one finds all. */
    @Transactional(readOnly = true)
    public List<RecordingSummary> list(String text, String tag, int limit) {
        var escaped = PlainText.line(text).replaceAll("([\\\\%_])", "\\\\$1");
        var found = recordings.search(escaped, Tags.folded(Tags.plain(tag)), Limit.of(limit));
        return summaries.of(found);
    }

    @Transactional(readOnly = true)
    public Optional<RecordingSummary> find(RecordingId id) {
        return live(id).map(entity -> summaries.of(List.of(entity)).getFirst());
    }

    @Transactional(readOnly = true)
    public Optional<RecordingDetails> details(RecordingId id) {
        return live(id).map(entity -> new RecordingDetails(
                id,
                entity.title,
                entity.source,
                entity.state,
                entity.recordedAt,
                entity.sealedAt,
                entity.durationMs,
                entity.ownerSpeaker,
                runId(entity.currentRun),
                takes.takes(id),
                takes.gaps(id),
                runs.ofRecording(id),
                entity.version));
    }

    /** The newest recording that came in this way. */
    @Transactional(readOnly = true)
    public Optional<RecordingId> newest(RecordingSource source) {
        return recordings
                .findFirstBySourceAndDeletedAtIsNullOrderByCreatedAtDesc(source)
                .map(RecordingEntity::id);
    }

    /** Gives a recording its one take, as an object that is stored already; again changes nothing. */
    public void addWholeTake(RecordingId id, WholeTake take) {
        live(id).ifPresent(entity -> {
            takes.addWhole(currentUser.require(), id, take, entity.recordedAt);
            entity.durationMs = take.durationMs();
        });
    }

    /** @return false when there is no such recording. */
    public boolean rename(RecordingId id, String title) {
        return change(id, entity -> entity.title = PlainText.line(title, MAX_TITLE));
    }

    /** Says which speaker label is the user; null when unknown. */
    public boolean setOwnerSpeaker(RecordingId id, @Nullable String label) {
        return change(id, entity -> entity.ownerSpeaker = label);
    }

    /** How long the recording is, once its sound is decoded. */
    public boolean setDuration(RecordingId id, long durationMs) {
        return change(id, entity -> entity.durationMs = durationMs);
    }

    /** How much sound came out of a take; a device may forget what is decoded. */
    public void decoded(RecordingId id, int take, long decodedMs) {
        takes.decoded(id, take, decodedMs);
    }

    /** Takes a recording out of sight. It can be restored until the clean-up erases it after the grace time. */
    public boolean delete(RecordingId id) {
        var deleted = change(id, entity -> entity.deletedAt = clock.instant());
        if (deleted) {
            events.publishEvent(new RecordingDeleted(currentUser.require(), id));
        }
        return deleted;
    }

    /** Removes a deleted recording and all rows that hang on it; its objects are gone by now. */
    public void erase(RecordingId id) {
        recordings
                .findById(id.value())
                .filter(entity -> entity.deletedAt != null)
                .ifPresent(recordings::delete);
    }

    /** Takes back {@link #delete}. */
    public boolean restore(RecordingId id) {
        return recordings
                .findToChangeById(id.value())
                .map(entity -> {
                    entity.deletedAt = null;
                    progress.changed(currentUser.require(), id);
                    return true;
                })
                .orElse(false);
    }

    /** Ends the intake and starts the first run in the same transaction. Sealing twice gives the same run. */
    public Optional<RunId> seal(RecordingId id, Step fromStep, RunOptions options) {
        return liveToChange(id).map(entity -> {
            if (entity.state == RecordingState.SEALED && entity.currentRun != null) {
                return new RunId(entity.currentRun);
            }
            entity.state = RecordingState.SEALED;
            entity.sealedAt = clock.instant();
            recordings.flush();
            var run = runs.start(id, null, fromStep, options);
            entity.currentRun = run.value();
            return run;
        });
    }

    /** Makes a run the one whose results are shown; what hangs on it follows in this transaction. */
    public boolean keepRun(RecordingId id, RunId run) {
        var kept = runs.find(run).filter(found -> found.recording().equals(id)).isPresent()
                && change(id, entity -> entity.currentRun = run.value());
        if (kept) {
            recordings.flush();
            events.publishEvent(new RunKept(currentUser.require(), id, run));
        }
        return kept;
    }

    /**
     * Works on a recording once more, from a step on, and makes the new run the one that is shown: in one transaction, so
     * that the run finds itself kept when it comes to its leads.
     */
    public Optional<RunId> again(RecordingId id, Step fromStep, RunOptions options) {
        return live(id).map(entity -> {
            var run = runs.start(id, runId(entity.currentRun), fromStep, options);
            entity.currentRun = run.value();
            return run;
        });
    }

    private boolean change(RecordingId id, java.util.function.Consumer<RecordingEntity> edit) {
        return liveToChange(id)
                .map(entity -> {
                    edit.accept(entity);
                    progress.changed(currentUser.require(), id);
                    return true;
                })
                .orElse(false);
    }

    private Optional<RecordingEntity> live(RecordingId id) {
        return recordings.findById(id.value()).filter(entity -> entity.deletedAt == null);
    }

    private Optional<RecordingEntity> liveToChange(RecordingId id) {
        return recordings.findToChangeById(id.value()).filter(entity -> entity.deletedAt == null);
    }

    private static @Nullable RunId runId(@Nullable UUID value) {
        return value == null ? null : new RunId(value);
    }
}
