package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.Receipt;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.speech.Receipts;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Files that are no conversation, from the upload to the words that people read. */
@WorkerTest
@Import({TestRecordings.class, Uploads.class})
class BadSoundTest {

    @TempDir
    Path folder;

    @Autowired
    Uploads uploads;

    @Autowired
    TestRecordings recordings;

    @Autowired
    Receipts receipts;

    @Autowired
    TestUsers users;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    @AfterEach
    void stopListening() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    }

    @Test
    void anEmptyFileIsRefusedAtTheDoor() throws IOException {
        var answer = uploads.of(anna).announce(Files.createFile(folder.resolve("empty.wav")));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("The file is empty. Choose one that holds sound.");
    }

    @Test
    void whatIsNoSoundEndsFailedInWordsThatSayWhatToDo() throws Exception {
        var noise = new byte[50_000];
        new Random(1).nextBytes(noise);
        fails(Files.write(folder.resolve("noise.mp3"), noise), "This is not a sound file", "Upload a recording");
        fails(
                Files.writeString(folder.resolve("minutes.m4a"), "Minutes of the meeting\n".repeat(500)),
                "This is not a sound file",
                "Upload a recording");
        fails(made("testsrc=size=320x240", "-frames:v", "1", "-f", "mjpeg", "photo.jpg"), "This is", "Upload");
    }

    @Test
    void soundThatCannotBeReadEndsFailedInWordsThatSayWhatToDo() throws Exception {
        var whole = Files.readAllBytes(made("sine=duration=3", "-c:a", "aac", "whole.m4a"));
        fails(
                Files.write(folder.resolve("cut.m4a"), Arrays.copyOf(whole, whole.length / 2)),
                "The file is cut off",
                "Copy or export it again");
        fails(TestSounds.silence(folder, 0), "The file holds no sound: it is 0 seconds long", "Upload one");
        fails(
                made("testsrc=duration=1:size=64x64:rate=5", "-c:v", "mpeg4", "film.mp4"),
                "This is a video without sound",
                "Upload one with a sound track");
    }

    @Test
    void moreThanTenHoursEndFailedAtOnce() throws Exception {
        fails(silence(601), "The recording is longer than 10 hours", "Cut it into shorter pieces");
    }

    @Test
    void whatIsThereOfASoundThatEndsEarlyIsProcessed() throws Exception {
        var whole = Files.readAllBytes(TestSounds.speech());

        var run = ended(Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, whole.length / 2)));

        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(receipt(run).decodedMs()).isBetween(5_300L, 5_700L);
    }

    @Test
    void aVideoWithSoundIsARecording() throws Exception {
        var film = made(
                "testsrc=duration=11:size=64x64:rate=5",
                "-i",
                TestSounds.speech().toString(),
                "-c:v",
                "mpeg4",
                "-c:a",
                "aac",
                "film.mp4");

        var run = ended(film);

        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(receipt(run).speechMs()).isGreaterThan(5_000);
    }

    @Test
    void silenceEndsWellAndSaysThatNobodySpeaks() throws Exception {
        var run = ended(TestSounds.silence(folder, 5));

        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.reason()).isEqualTo("Nobody speaks in this recording.");
    }

    @Test
    @Tag("slow")
    void aNightOfSilenceIsLongButEndsWell() throws Exception {
        var run = ended(silence(599));

        assertThat(run.state()).as("%s %s", run.reason(), run.reasonDetail()).isEqualTo(RunState.COMPLETED);
        assertThat(run.reason()).isEqualTo("Nobody speaks in this recording.");
        assertThat(receipt(run).decodedMs()).isBetween(35_939_000L, 35_941_000L);
    }

    private void fails(Path file, String... words) throws IOException {
        log.list.clear();
        var run = ended(file);

        assertThat(run.state()).as("%s", file).isEqualTo(RunState.FAILED);
        assertThat(run.reason()).contains(words).doesNotContain("Exception", "ffmpeg", folder.toString());
        assertThat(run.reasonDetail()).hasLineCount(1);
        assertThat(recordings.steps(anna, run.id())).containsEntry(Step.PREPARE, StepState.FAILED);
        assertThat(List.copyOf(log.list).stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .filter(event -> event.getLevel() == Level.ERROR
                                || event.getThrowableProxy() != null
                                || event.getFormattedMessage().contains(run.id().toString())))
                .as("the user's bad file is one line of the log, without a stack trace")
                .singleElement()
                .satisfies(event -> assertThat(event.getThrowableProxy()).isNull());
    }

    private Run ended(Path file) throws IOException {
        var run = uploads.of(anna).send(file);
        await().atMost(Duration.ofMinutes(20))
                .until(() -> recordings.run(anna, run).state().isFinal());
        return recordings.run(anna, run);
    }

    private Receipt receipt(Run run) {
        return ActingUser.call(anna, () -> receipts.of(run.id())).orElseThrow();
    }

    /** One minute, many times over. */
    private Path silence(int minutes) throws IOException, InterruptedException {
        var minute = made("anullsrc=r=8000:cl=mono", "-t", "60", "minute.flac");
        return TestSounds.ffmpeg(
                folder,
                List.of("-stream_loop", String.valueOf(minutes - 1), "-i", minute.toString()),
                "-c",
                "copy",
                "night.mka");
    }

    /** Made from one of ffmpeg's sources; the last option names the file. */
    private Path made(String source, String... options) throws IOException, InterruptedException {
        return TestSounds.made(folder, source, options);
    }
}
