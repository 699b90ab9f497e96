package app.ayka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.digests.EmailLog;
import app.ayka.digests.MailState;
import app.ayka.leads.LeadDetails;
import app.ayka.leads.Leads;
import app.ayka.leads.SaveLeadResult;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.Corrections;
import app.ayka.speech.imports.ImportResult;
import app.ayka.speech.imports.TranscriptImport;
import app.ayka.testing.Drafts;
import app.ayka.testing.TestUsers;
import app.ayka.testing.Together;
import app.ayka.testing.WorkerTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One person with two tabs, a double click, a run that ends while somebody types. */
@WorkerTest
class AtOnceTest {

    private static final String TALK =
            "Ben: I am Ben Miller from Acme.\nAnna: Good to meet you, Ben.\nBen: We need new pumps, mail ben@example.com.";

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Leads leads;

    @Autowired
    Corrections corrections;

    @Autowired
    EmailLog mails;

    @Autowired
    TranscriptImport imports;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void sealingAtOnceStartsOneRun() throws Exception {
        var recording = ActingUser.call(
                anna,
                () -> recordings.create(
                        new RecordingDraft("x", RecordingSource.IMPORT, Instant.EPOCH, RunOptions.DEFAULT)));
        var started = Together.all(
                8,
                i -> ActingUser.call(
                        anna,
                        () -> recordings
                                .seal(recording, Step.LEADS, RunOptions.DEFAULT)
                                .orElseThrow()));
        assertThat(started).containsOnly(started.getFirst());
        assertThat(ActingUser.call(anna, () -> runs.ofRecording(recording))).hasSize(1);
    }

    @Test
    void changesOfOneRecordingAtOnceAllHold() throws Exception {
        var recording = processed().recording();
        Together.all(
                9,
                i -> ActingUser.call(anna, () -> switch (i % 3) {
                    case 0 -> recordings.rename(recording, "Fair");
                    case 1 -> recordings.setDuration(recording, 77_000);
                    default -> recordings.setOwnerSpeaker(recording, "Anna");
                }));
        var details = ActingUser.call(anna, () -> recordings.details(recording)).orElseThrow();
        assertThat(details.title()).isEqualTo("Fair");
        assertThat(details.durationMs()).isEqualTo(77_000);
        assertThat(details.ownerSpeaker()).isEqualTo("Anna");
    }

    @Test
    void oneOfSeveralTabsSavesALeadAndTheOthersAreTold() throws Exception {
        var lead = leadOf(processed().recording());
        var results = Together.all(
                6, i -> ActingUser.call(anna, () -> leads.save(lead.id(), Drafts.named(lead.draft(), "Name " + i))));
        assertThat(results).filteredOn(SaveLeadResult.Saved.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(SaveLeadResult.ChangedElsewhere.class::isInstance)
                .hasSize(5);
    }

    @Test
    void tabsThatNameASpeakerAtOnceLeaveEachName() throws Exception {
        var recording = processed().recording();
        var named = Together.all(
                6, i -> ActingUser.call(anna, () -> corrections.nameSpeaker(recording, "Ben", 0, "Ben", "Name " + i)));
        assertThat(ActingUser.call(anna, () -> corrections.of(recording))).hasSize(6);
        Together.all(4, i -> {
            ActingUser.run(anna, () -> corrections.undo(recording, named.getFirst()));
            return i;
        });
        assertThat(ActingUser.call(anna, () -> corrections.of(recording)))
                .filteredOn(one -> one.undone())
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo(named.getFirst()));
    }

    @Test
    void rerunsAtOnceAndRestartsLeaveOneLeadAndOneMail() throws Exception {
        var done = processed();
        var before = leadOf(done.recording());
        var again = Together.all(
                3,
                i -> ActingUser.call(
                        anna, () -> runs.start(done.recording(), done.run(), Step.LEADS, RunOptions.DEFAULT)));
        for (var deed : List.<Consumer<RunId>>of(runs::stop, runs::restart)) { // each pressed by four impatient fingers
            Together.all(4, i -> {
                ActingUser.run(anna, () -> deed.accept(again.getFirst()));
                return i;
            });
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> state(again.getFirst()).isFinal());
        }
        again.forEach(run -> ends(run, RunState.COMPLETED));
        assertThat(leadOf(done.recording()).id()).isEqualTo(before.id());
        assertThat(ActingUser.call(anna, () -> mails.list(10)))
                .filteredOn(mail -> mail.state() != MailState.SKIPPED)
                .hasSize(1);
    }

    @Test
    void whatIsDeletedWhileItIsProcessedComesBackAndCanBeRunAgain() throws Exception {
        var imported = imported();
        ActingUser.run(anna, () -> recordings.delete(imported.recording()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ActingUser.call(
                        anna,
                        () -> runs.find(imported.run()).orElseThrow().state().isFinal()));
        ActingUser.run(anna, () -> {
            assertThat(recordings.find(imported.recording())).isEmpty();
            assertThat(leads.ofRecording(imported.recording())).isEmpty();
            recordings.restore(imported.recording());
        });
        var again = ActingUser.call(
                anna, () -> runs.start(imported.recording(), imported.run(), Step.LEADS, RunOptions.DEFAULT));
        ends(again, RunState.COMPLETED);
        ActingUser.run(anna, () -> recordings.keepRun(imported.recording(), again));
        assertThat(leadOf(imported.recording()).name()).isEqualTo("Ben Miller");
    }

    private ImportResult.Imported imported() {
        var result = ActingUser.call(
                anna, () -> imports.importFile("talk.txt", TALK.getBytes(StandardCharsets.UTF_8), null));
        if (result instanceof ImportResult.Imported imported) {
            return imported;
        }
        throw new AssertionError(result.toString());
    }

    private ImportResult.Imported processed() {
        var imported = imported();
        ends(imported.run(), RunState.COMPLETED);
        return imported;
    }

    private void ends(RunId run, RunState state) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(state(run)).isEqualTo(state));
    }

    private RunState state(RunId run) {
        return ActingUser.call(anna, () -> runs.find(run)).orElseThrow().state();
    }

    private LeadDetails leadOf(RecordingId recording) {
        var found = ActingUser.call(anna, () -> leads.ofRecording(recording));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
