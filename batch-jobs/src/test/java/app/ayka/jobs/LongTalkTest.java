package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepProgress;
import app.ayka.recordings.StepState;
import app.ayka.speech.Receipts;
import app.ayka.speech.TranscribeWindows;
import app.ayka.speech.engine.SpeechEngines;
import app.ayka.speech.engine.Window;
import app.ayka.testing.Shared;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A recording that is longer than one span, and one with a sound that nobody survives, heard for real. */
@WorkerTest
@Tag("slow")
@Import(TestRecordings.class)
class LongTalkTest {

    private static final RunOptions WHISPER = new RunOptions("whisper", "ggml-ayka-test.en", null, null, null);
    private static final Duration LONG = Duration.ofMinutes(15);

    @TempDir
    static Path folder;

    static LongTalk talk;

    @Autowired
    TestRecordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Receipts receipts;

    @Autowired
    TranscribeWindows transcribe;

    @Autowired
    SpeechEngines engines;

    @Autowired
    TestUsers users;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    UserId anna;

    @BeforeAll
    static void speak() throws IOException, UnsupportedAudioFileException {
        talk = LongTalk.in(folder);
    }

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void aStoppedRunGoesOnWithWhatIsMissingAndItsSpansJoinWithoutASeam() {
        var run = recordings.uploaded(anna, talk.sound(), WHISPER);
        await().atMost(LONG).until(() -> parts("picked") == 2);
        await().atMost(LONG).until(() -> heard(run).done() >= 12);

        ActingUser.run(anna, () -> runs.stop(run));
        ends(run, RunState.STOPPED);
        var before = heard(run);
        assertThat(before.done()).isLessThan(before.total());
        assertThat(recordings.steps(anna, run)).containsEntry(Step.VOICES, StepState.WAITING);
        assertThat(parts("true")).as("nothing is left on the queue").isZero();

        ActingUser.run(anna, () -> runs.restart(run));
        ends(run, RunState.COMPLETED);

        var spans = ActingUser.call(anna, () -> transcribe.spans(run));
        assertThat(spans).hasSize(2);
        var windows = spans.stream().map(span -> windows(run, span)).toList();
        assertThat(windows.stream().map(List::size).toList()).as("uneven spans").doesNotHaveDuplicates();
        assertThat(written(run))
                .as("each window is heard once, before the stop or after it")
                .isEqualTo(windows.stream().mapToInt(List::size).sum());
        assertWithoutSeam(run, windows.getLast().getFirst().range().startMs());
        accountsForEverySecond(run);
    }

    @Test
    void aWindowThatEndsTheSpeechProcessTwiceIsSetAsideAndTheRestIsHeard() {
        var sound = Shared.path("eval/speech/conversations/conv-1-platform.webm");
        var run = recordings.uploaded(anna, sound, WHISPER);

        // whatever is heard at the first blow, one window gets two: the second and third hit what a process begins with
        for (var blows = 0; blows < 3; blows++) {
            crash(run);
        }

        ends(run, RunState.COMPLETED);
        var receipt = ActingUser.call(anna, () -> receipts.of(run)).orElseThrow();
        var aside = receipt.dropped().stream()
                .filter(part -> part.reason().equals("quarantined"))
                .toList();
        assertThat(windows(run, 0).stream()
                        .filter(window -> aside.stream()
                                .anyMatch(
                                        part -> part.startMs() < window.range().endMs()
                                                && part.endMs() > window.range().startMs())))
                .as("windows that were set aside: %s", aside)
                .hasSize(1);
        assertThat(recordings.transcript(anna, run).utterances()).hasSizeGreaterThan(5);
        accountsForEverySecond(run);
    }

    /** Ends the speech process as a sound would that its library cannot bear, while it hears one. */
    private void crash(RunId run) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(LONG)
                .ignoreExceptions() // the process may end while it is looked at
                .until(() -> recordings.run(anna, run).state().isFinal() || isHearing(engines.speechProcess()));
        assertThat(recordings.run(anna, run).state()).isEqualTo(RunState.RUNNING);
        var pid = engines.speechProcess();
        try {
            new ProcessBuilder("kill", "-SEGV", String.valueOf(pid)).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        await().pollInterval(Duration.ofMillis(20)).atMost(LONG).until(() -> engines.speechProcess() != pid);
    }

    /** It has loaded the library, which it does when the first sound arrives. */
    private static boolean isHearing(long pid) throws IOException {
        var memory = Path.of("/proc", String.valueOf(pid), "maps");
        return pid > 0 && Files.exists(memory) && Files.readString(memory).contains("libwhisper");
    }

    private void assertWithoutSeam(RunId run, long seamMs) {
        var utterances = recordings.transcript(anna, run).utterances();
        assertThat(utterances).extracting(app.ayka.speech.Utterance::startMs).isSorted();
        assertThat(LongTalk.wordErrorRate(talk.script(), LongTalk.heardBetween(utterances, 0, Long.MAX_VALUE)))
                .as("wrong words in all")
                .isLessThan(0.1);
        var near = talk.script().stream()
                .filter(said -> Math.abs((said.startMs() + said.endMs()) / 2 - seamMs) < 20_000)
                .toList();
        var from = near.getFirst().startMs() - 150;
        var to = near.getLast().endMs() + 150;
        assertThat(LongTalk.wordErrorRate(near, LongTalk.heardBetween(utterances, from, to)))
                .as("wrong words around the seam at %d ms: %s", seamMs, near)
                .isLessThan(0.1);
    }

    private void accountsForEverySecond(RunId run) {
        var receipt = ActingUser.call(anna, () -> receipts.of(run)).orElseThrow();
        var dropped = receipt.dropped().stream()
                .mapToLong(part -> part.endMs() - part.startMs())
                .sum();
        long transcribed = java.util.Objects.requireNonNull(receipt.transcribedMs());
        assertThat(receipt.speechMs()).isEqualTo(transcribed + dropped);
    }

    private StepProgress heard(RunId run) {
        return ActingUser.call(anna, () -> runs.steps(run)).get(Step.TRANSCRIBE.ordinal());
    }

    private List<Window> windows(RunId run, int span) {
        return ActingUser.call(anna, () -> transcribe.windows(run, span));
    }

    private int parts(String condition) {
        return system.sql("select count(*) from scheduled_partitions where " + condition)
                .query(Integer.class)
                .single();
    }

    private int written(RunId run) {
        return system.sql("select coalesce(sum(write_count), 0) from batch_step_execution where step_name like ?")
                .param("transcribe-part:run-" + run + "%")
                .query(Integer.class)
                .single();
    }

    private void ends(RunId run, RunState state) {
        await().atMost(LONG).until(() -> recordings.run(anna, run).state().isFinal());
        var ended = recordings.run(anna, run);
        assertThat(ended.state())
                .as("%s %s", ended.reason(), ended.reasonDetail())
                .isEqualTo(state);
    }
}
