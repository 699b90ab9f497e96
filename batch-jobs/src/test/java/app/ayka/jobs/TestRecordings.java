package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepProgress;
import app.ayka.recordings.StepState;
import app.ayka.speech.EarlierResults;
import app.ayka.speech.Transcript;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import app.ayka.testing.TestUsers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Recordings for tests, each sealed and queued as a device or an import would. */
@TestComponent
class TestRecordings {

    static final RunOptions NO_ENGINE = new RunOptions("none", null, null, null, null);
    /** A conversation with one lead. */
    static final List<Utterance> HALLWAY = List.of(
            said(0, "S1", "Hi, I'm Oona Field."),
            said(1, "S2", "Radko Belin, head of purchasing at Tessera."),
            said(2, "S2", "We're looking for a supplier of recycled cork."));

    private static final Instant MARCH = Instant.parse("2026-03-12T10:40:00Z");

    private final Recordings recordings;
    private final Runs runs;
    private final Transcripts transcripts;
    private final EarlierResults earlier;
    private final ObjectStore store;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    TestRecordings(
            Recordings recordings,
            Runs runs,
            Transcripts transcripts,
            EarlierResults earlier,
            ObjectStore store,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.recordings = recordings;
        this.runs = runs;
        this.transcripts = transcripts;
        this.earlier = earlier;
        this.store = store;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A conversation that came as text. */
    RunId imported(UserId owner, List<Utterance> utterances) {
        return ActingUser.call(
                owner,
                () -> transaction.execute(status -> {
                    var id = recordings.create(
                            new RecordingDraft("Hallway", RecordingSource.IMPORT, MARCH, RunOptions.DEFAULT));
                    var run =
                            recordings.seal(id, Step.LEADS, RunOptions.DEFAULT).orElseThrow();
                    transcripts.save(run, id, utterances);
                    return run;
                }));
    }

    /** A conversation that came as text, whose run nobody has begun. */
    RunId importedButNotQueued(UserId owner) {
        return transaction.execute(status -> {
            var id =
                    recordings.create(new RecordingDraft("Hallway", RecordingSource.IMPORT, MARCH, RunOptions.DEFAULT));
            var run = recordings.seal(id, Step.LEADS, RunOptions.DEFAULT).orElseThrow();
            runs.stop(run);
            return run;
        });
    }

    /** A conversation that came as text, in the caller's transaction. */
    RunId queued(UserId owner) {
        var id = recordings.create(new RecordingDraft("Hallway", RecordingSource.IMPORT, MARCH, RunOptions.DEFAULT));
        return recordings.seal(id, Step.LEADS, RunOptions.DEFAULT).orElseThrow();
    }

    /** The run's turn in the queue, in the caller's transaction. */
    int turn(RunId run) {
        return jdbc.sql("select turn from run_request where run_id = ?")
                .param(run.value())
                .query(Integer.class)
                .single();
    }

    void deletedLongAgo(UserId owner, RecordingId recording) {
        ActingUser.run(
                owner,
                () -> transaction.executeWithoutResult(
                        status -> jdbc.sql("update recording set deleted_at = now() - interval '1 year' where id = ?")
                                .param(recording.value())
                                .update()));
    }

    /** An uploaded file. */
    RunId uploaded(UserId owner, Path sound, RunOptions options) {
        return sealed(owner, stored(owner, sound, options), options);
    }

    /** A file that has arrived, of which nobody knows yet. */
    RecordingId stored(UserId owner, Path sound, RunOptions options) {
        return ActingUser.call(owner, () -> {
            var id = recordings.create(new RecordingDraft("Hallway", RecordingSource.UPLOAD, MARCH, options));
            store.put(ObjectKeys.take(owner, id.value(), 0, "bin"), sound, "application/octet-stream");
            return id;
        });
    }

    RunId sealed(UserId owner, RecordingId id, RunOptions options) {
        var key = ObjectKeys.take(owner, id.value(), 0, "bin");
        return ActingUser.call(
                owner,
                () -> transaction.execute(status -> {
                    jdbc.sql("""
                                insert into take (recording_id, number, owner_id, mime_type, start_offset_ms,
                                    device_clock, object_key) values (?, 0, ?, 'application/octet-stream', 0, now(), ?)""").params(id.value(), owner.value(), key).update();
                    return recordings.seal(id, Step.PREPARE, options).orElseThrow();
                }));
    }

    RunId again(UserId owner, RunId parent, Step from, RunOptions options) {
        return ActingUser.call(owner, () -> runs.start(run(owner, parent).recording(), parent, from, options));
    }

    /** The same, with its parent's plan, before anybody has begun it: {@link Runs#restart} lets it go. */
    RunId againLater(UserId owner, RunId parent, Step from, RunOptions options) {
        return ActingUser.call(owner, () -> {
            var run = transaction.execute(status -> {
                var created = runs.start(run(owner, parent).recording(), parent, from, options);
                runs.stop(created);
                return created;
            });
            earlier.takeOver(run(owner, run));
            return run;
        });
    }

    /** Eleven seconds as if they were long: runs from {@code transcribe} on take over a plan of two spans. */
    void cutInTwo(TestUsers users, UserId owner, RunId run) {
        var schema = users.schema();
        schema.sql("update span set end_ms = 5000 where run_id = ?")
                .param(run.value())
                .update();
        schema.sql("""
                        update speech_window set end_ms = 5000, speech = '[{"startMs": 0, "endMs": 5000}]'
                        where run_id = ?""").param(run.value()).update();
        schema.sql("insert into span values (?, 1, ?, 5000, 11000)")
                .params(run.value(), owner.value())
                .update();
        schema.sql("""
                        insert into speech_window (run_id, number, span, owner_id, start_ms, end_ms, speech)
                        values (?, 1, 1, ?, 5000, 11000, '[{"startMs": 5000, "endMs": 11000}]')""").params(run.value(), owner.value()).update();
    }

    Run run(UserId owner, RunId run) {
        return ActingUser.call(owner, () -> runs.find(run).orElseThrow());
    }

    Map<Step, StepState> steps(UserId owner, RunId run) {
        return ActingUser.call(owner, () -> runs.steps(run)).stream()
                .collect(Collectors.toMap(StepProgress::step, StepProgress::state));
    }

    Transcript transcript(UserId owner, RunId run) {
        return ActingUser.call(owner, () -> transcripts.of(run).orElseThrow());
    }

    List<String> objects(UserId owner, RecordingId recording) {
        return store.list(ObjectKeys.recording(owner, recording.value()));
    }

    /** How many findings a run of the acting user has. */
    int findings(RunId run) {
        return transaction.execute(status -> jdbc.sql("select count(*) from finding where run_id = ?")
                .param(run.value())
                .query(Integer.class)
                .single());
    }

    void forgetFindings(RunId run) {
        transaction.executeWithoutResult(status -> jdbc.sql("delete from finding where run_id = ?")
                .param(run.value())
                .update());
    }

    private static Utterance said(int number, String speaker, String text) {
        return new Utterance(number, speaker, null, number * 1000L, number * 1000L + 900, text, null, List.of());
    }
}
