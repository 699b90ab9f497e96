package app.ayka.speech;

import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import app.ayka.recordings.WholeTake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The conversation that AYKA brings along, for whoever has no model, key or network yet: a sound and its finished
 * transcript, put in as if they had been heard just now, so that the run begins with {@code leads}. It is marked by
 * {@link RecordingSource#SAMPLE} and goes away like any recording, by {@link Recordings#delete}.
 */
@Service
public class SampleConversation {

    private static final String MIME_TYPE = "audio/mp4";
    private static final String EXTENSION = "m4a";
    private static final long LOCK = 0x73616d706c65L;

    private final Recordings recordings;
    private final Transcripts transcripts;
    private final Receipts receipts;
    private final ObjectStore store;
    private final CurrentUser currentUser;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SampleConversation(
            Recordings recordings,
            Transcripts transcripts,
            Receipts receipts,
            ObjectStore store,
            CurrentUser currentUser,
            JdbcClient jdbc,
            JsonMapper json,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.recordings = recordings;
        this.transcripts = transcripts;
        this.receipts = receipts;
        this.store = store;
        this.currentUser = currentUser;
        this.jdbc = jdbc;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** The sample of the acting user; empty when there is none (any more). */
    public Optional<RecordingId> find() {
        return recordings.newest(RecordingSource.SAMPLE);
    }

    /**
     * Puts the sample in and starts its run; gives the one that is there when there is one. May be called again after a
     * crash or a failure, and goes on.
     */
    public RecordingId add() {
        var owner = currentUser.require();
        var script = SampleScript.read(json);
        var recording = locked(
                owner,
                () -> find().orElseGet(() -> recordings.create(new RecordingDraft(
                        script.title(), RecordingSource.SAMPLE, clock.instant(), RunOptions.DEFAULT))));
        if (isOpen(recording)) {
            store(owner, recording);
            locked(owner, () -> finish(owner, recording, script));
        }
        return recording;
    }

    private boolean isOpen(RecordingId recording) {
        return recordings
                .find(recording)
                .filter(found -> found.state() == RecordingState.CAPTURING)
                .isPresent();
    }

    private void store(UserId owner, RecordingId recording) {
        var sound = bytes("conversation.m4a");
        store.put(ObjectKeys.take(owner, recording.value(), 0, EXTENSION), sound, MIME_TYPE);
        store.put(ObjectKeys.play(owner, recording.value(), EXTENSION), sound, MIME_TYPE);
        store.put(ObjectKeys.peaks(owner, recording.value()), bytes("peaks.bin"), "application/octet-stream");
    }

    private boolean finish(UserId owner, RecordingId recording, SampleScript script) {
        if (!isOpen(recording)) {
            return false;
        }
        var key = ObjectKeys.take(owner, recording.value(), 0, EXTENSION);
        var take = new WholeTake(MIME_TYPE, key, bytes("conversation.m4a").length, script.durationMs());
        recordings.addWholeTake(recording, take);
        recordings.setOwnerSpeaker(recording, script.ownerSpeaker());
        recordings.seal(recording, Step.LEADS, RunOptions.DEFAULT).ifPresent(run -> {
            transcripts.save(run, recording, script.heard());
            var length = script.durationMs();
            receipts.decoded(run, length, length, length, script.speechMs());
            receipts.heard(run, List.of());
        });
        return true;
    }

    /** One click at a time for each user, in a transaction. */
    private <T> T locked(UserId owner, Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?)")
                    .param(LOCK ^ owner.value().getMostSignificantBits())
                    .query((row, index) -> true)
                    .single();
            return work.get();
        }));
    }

    private static byte[] bytes(String name) {
        try (var in = SampleConversation.class.getResourceAsStream("sample/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the sample's " + name + " cannot be read", e);
        }
    }
}
