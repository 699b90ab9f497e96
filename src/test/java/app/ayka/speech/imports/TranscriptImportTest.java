package app.ayka.speech.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.ayka.accounts.Consent;
import app.ayka.accounts.Consents;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepProgress;
import app.ayka.recordings.StepState;
import app.ayka.recordings.capture.ConsentNote;
import app.ayka.speech.Speaker;
import app.ayka.speech.Transcripts;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AykaTest
class TranscriptImportTest {

    @Autowired
    Consents consents;

    @Autowired
    TranscriptImport imports;

    @Autowired
    Recordings recordings;

    @Autowired
    Transcripts transcripts;

    @Autowired
    Runs runs;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void aFileBecomesARecordingWithoutSoundThatIsQueuedFromLeads() {
        ActingUser.run(anna, () -> {
            var when = Instant.parse("2026-05-06T11:30:00Z");
            var result = imports.importFile(
                    "Hallway talk.txt", "Anna: hello\nBen: hello to you".getBytes(StandardCharsets.UTF_8), when);

            assertThat(result).isInstanceOfSatisfying(ImportResult.Imported.class, imported -> {
                assertThat(imported.utterances()).isEqualTo(2);
                var details = recordings.details(imported.recording()).orElseThrow();
                assertThat(details.title()).isEqualTo("Hallway talk");
                assertThat(details.source()).isEqualTo(RecordingSource.IMPORT);
                assertThat(details.recordedAt()).isEqualTo(when);
                assertThat(details.takes()).isEmpty();
                assertThat(details.durationMs()).isEqualTo(1600);
                var run = runs.find(imported.run()).orElseThrow();
                assertThat(run.fromStep()).isEqualTo(Step.LEADS);
                assertThat(runs.steps(run.id()))
                        .filteredOn(step -> step.step().ordinal() < Step.LEADS.ordinal())
                        .extracting(StepProgress::state)
                        .containsOnly(StepState.SKIPPED);
                var transcript = transcripts.of(run.id()).orElseThrow();
                assertThat(transcript.speakers()).extracting(Speaker::label).containsExactly("Anna", "Ben");
            });
        });
    }

    @Test
    void whoAgreedToAnImportedConversationIsInTheLedger() {
        ActingUser.run(anna, () -> {
            var result = imports.importFile(
                    "Hallway talk.txt",
                    "Anna: hello\nBen: hello to you".getBytes(StandardCharsets.UTF_8),
                    null,
                    new ConsentNote(true, "Ben, Carla"));
            assertThat(result)
                    .isInstanceOfSatisfying(
                            ImportResult.Imported.class,
                            imported -> assertThat(consents.holding(
                                            imported.recording().value()))
                                    .extracting(Consent::person, Consent::purpose, Consent::state)
                                    .containsExactly(
                                            tuple("Ben", Consent.Purpose.RECORD, Consent.State.GIVEN),
                                            tuple("Carla", Consent.Purpose.RECORD, Consent.State.GIVEN)));
        });
    }

    @Test
    void aFileWithProblemsStoresNothing() {
        ActingUser.run(anna, () -> {
            var result = imports.importFile("x.vtt", "WEBVTT\n\nnonsense".getBytes(StandardCharsets.UTF_8), null);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            ImportResult.Unreadable.class,
                            unreadable -> assertThat(unreadable.problems())
                                    .singleElement()
                                    .satisfies(problem ->
                                            assertThat(problem.line()).isEqualTo(3)));
            assertThat(imports.importFile("x.txt", new byte[0], null)).isInstanceOf(ImportResult.Unreadable.class);
            assertThat(imports.importFile("x.mp4", new byte[] {0, 0, 0, 24, 'f'}, null))
                    .isInstanceOf(ImportResult.Unreadable.class);
            assertThat(imports.importFile("x.txt", new byte[TranscriptImport.MAX_BYTES + 1], null))
                    .isInstanceOf(ImportResult.Unreadable.class);
            assertThat(recordings.list("", 10)).isEmpty();
        });
    }
}
