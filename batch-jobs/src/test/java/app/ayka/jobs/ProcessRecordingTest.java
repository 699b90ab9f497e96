package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.speech.Receipts;
import app.ayka.speech.Utterance;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@WorkerTest
@Import(TestRecordings.class)
class ProcessRecordingTest {

    @TempDir
    static Path folder;

    @Autowired
    TestRecordings recordings;

    @Autowired
    Receipts receipts;

    @Autowired
    TestUsers users;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void anImportedTranscriptGoesStraightToItsLeads() {
        var run = recordings.imported(anna, List.of(said("I am Ben Miller from Acme.")));

        ends(run, RunState.COMPLETED);

        assertThat(recordings.steps(anna, run))
                .containsEntry(Step.PREPARE, StepState.SKIPPED)
                .containsEntry(Step.TRANSCRIBE, StepState.SKIPPED)
                .containsEntry(Step.VOICES, StepState.SKIPPED);
        await().atMost(Duration.ofSeconds(5)).until(() -> queued(run) == 0);
    }

    @Test
    void aSoundIsDecodedAndAccountedFor() throws IOException {
        var run = recordings.uploaded(anna, TestSounds.speech(), TestRecordings.NO_ENGINE);

        ends(run, RunState.COMPLETED);

        assertThat(recordings.steps(anna, run))
                .containsEntry(Step.PREPARE, StepState.DONE)
                .containsEntry(Step.TRANSCRIBE, StepState.DONE)
                .containsEntry(Step.VOICES, StepState.DONE);
        var recording = recordings.run(anna, run).recording();
        assertThat(recordings.objects(anna, recording))
                .map(key -> key.substring(key.indexOf(recording.toString()) + 37))
                .containsExactlyInAnyOrder("takes/0.bin", "pcm16k.flac", "play.m4a", "peaks.bin");
        var receipt = ActingUser.call(anna, () -> receipts.of(run)).orElseThrow();
        assertThat(receipt.decodedMs()).isBetween(10_900L, 11_100L);
        assertThat(receipt.speechMs()).isPositive();
        assertThat(receipt.transcribedMs()).isZero(); // this engine hears nothing, and says so
        assertThat(receipt.dropped().stream()
                        .mapToLong(part -> part.endMs() - part.startMs())
                        .sum())
                .isEqualTo(receipt.speechMs());
    }

    @Test
    void aPictureWithTheNameOfASoundFailsInPlainWords() throws IOException {
        var picture =
                Files.write(folder.resolve("photo.mp4"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0});

        var run = recordings.uploaded(anna, picture, TestRecordings.NO_ENGINE);

        ends(run, RunState.FAILED);
        assertThat(recordings.run(anna, run).reason()).startsWith("This is not a sound file");
        assertThat(recordings.run(anna, run).reasonDetail()).contains("AudioException");
        assertThat(recordings.steps(anna, run)).containsEntry(Step.PREPARE, StepState.FAILED);
    }

    @Test
    void anEmptyFileFailsInPlainWords() throws IOException {
        var run = recordings.uploaded(anna, Files.createFile(folder.resolve("empty.wav")), TestRecordings.NO_ENGINE);

        ends(run, RunState.FAILED);
        assertThat(recordings.run(anna, run).reason()).startsWith("The file is empty.");
    }

    @Test
    void silenceEndsWellAndSaysThatNobodySpeaks() throws IOException {
        var run = recordings.uploaded(anna, TestSounds.silence(folder, 5), TestRecordings.NO_ENGINE);

        ends(run, RunState.COMPLETED);
        assertThat(recordings.run(anna, run).reason()).isEqualTo("Nobody speaks in this recording.");
        assertThat(recordings.steps(anna, run))
                .containsEntry(Step.TRANSCRIBE, StepState.SKIPPED)
                .containsEntry(Step.VOICES, StepState.SKIPPED);
    }

    private void ends(RunId run, RunState state) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> recordings.run(anna, run).state().isFinal());
        assertThat(recordings.run(anna, run))
                .satisfies(ended -> assertThat(ended.state())
                        .as("%s %s", ended.reason(), ended.reasonDetail())
                        .isEqualTo(state));
    }

    private int queued(RunId run) {
        return system.sql("select count(*) from scheduled_tasks where task_instance = ?")
                .param(run.toString())
                .query(Integer.class)
                .single();
    }

    static Utterance said(String text) {
        return new Utterance(0, "S1", null, 0, 3000, text, null, List.of());
    }
}
