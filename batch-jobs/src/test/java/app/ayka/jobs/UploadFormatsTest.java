package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.SameSounds;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.speech.Receipts;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Sound as recorders, phones and cameras write it, from the upload to what was decoded. */
@WorkerTest
@Import({TestRecordings.class, Uploads.class})
class UploadFormatsTest {

    private static final String TONE = "sine=frequency=300:duration=3";

    @TempDir
    Path folder;

    @Autowired
    Uploads uploads;

    @Autowired
    TestRecordings recordings;

    @Autowired
    Receipts receipts;

    @Autowired
    SameSounds sameSounds;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    static Stream<List<String>> formats() {
        return Stream.of(
                List.of("tone.wav"),
                List.of("-c:a", "pcm_s24le", "-f", "w64", "tone.w64"),
                List.of("-c:a", "pcm_s16be", "tone.aiff"),
                List.of("-c:a", "libmp3lame", "tone.mp3"),
                List.of("-c:a", "libmp3lame", "-id3v2_version", "0", "-write_xing", "0", "bare.mp3"),
                List.of("-c:a", "aac", "tone.m4a"),
                List.of("-c:a", "aac", "-f", "mp4", "-movflags", "frag_keyframe+empty_moov", "fragments.m4a"),
                List.of("-c:a", "aac", "-f", "adts", "tone.aac"),
                List.of("-c:a", "flac", "tone.flac"),
                List.of("-c:a", "libopus", "tone.opus"),
                List.of("-c:a", "vorbis", "-strict", "-2", "-ac", "2", "tone.ogg"),
                List.of("-c:a", "libopus", "tone.webm"),
                List.of("-c:a", "alac", "tone.caf"),
                List.of("-ar", "8000", "-ac", "1", "-c:a", "libopencore_amrnb", "tone.amr"),
                List.of("-ar", "8000", "-ac", "1", "-c:a", "libopencore_amrnb", "tone.3gp"),
                List.of("-c:a", "wmav2", "tone.wma"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void isDecodedWhole(List<String> options) throws Exception {
        isDecoded(TestSounds.made(folder, TONE, options.toArray(String[]::new)));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"film.mp4", "film.mov", "film.mkv", "film.avi"})
    void ofAVideoTheSoundIsTaken(String name) throws Exception {
        isDecoded(TestSounds.made(
                folder,
                "testsrc=duration=3:size=64x64:rate=5",
                "-f",
                "lavfi",
                "-i",
                TONE,
                "-c:v",
                "mpeg4",
                "-c:a",
                "aac",
                name));
    }

    @Test
    void theNameOfAFileDecidesNothing() throws Exception {
        var flac = TestSounds.made(folder, TONE, "-c:a", "flac", "tone.flac");
        isDecoded(Files.move(flac, folder.resolve("holiday.jpg")));
    }

    @Test
    void whatArrivedIsKnownAgainByWhatIsInIt() throws Exception {
        var file = TestSounds.made(folder, TONE, "tone.wav");
        var sha256 = Uploads.sha256(Files.readAllBytes(file));
        var first = uploads.of(anna);
        ended(first, file);
        assertThat(ActingUser.call(anna, () -> sameSounds.find(sha256, size(file))))
                .map(SameSounds.Known::recording)
                .contains(first.recording());
        assertThat(ActingUser.call(anna, () -> sameSounds.before(first.recording())))
                .isEmpty();

        var again = uploads.of(anna);
        ended(again, Files.copy(file, folder.resolve("copy of tone.wav")));

        assertThat(ActingUser.call(anna, () -> sameSounds.before(again.recording())))
                .map(SameSounds.Known::recording)
                .contains(first.recording());
        var ben = users.register("Ben");
        var bens = uploads.of(ben);
        bens.send(file);
        assertThat(ActingUser.call(ben, () -> sameSounds.before(bens.recording())))
                .isEmpty();
    }

    private void isDecoded(Path file) throws IOException {
        var run = ended(uploads.of(anna), file);
        assertThat(ActingUser.call(anna, () -> receipts.of(run.id()))
                        .orElseThrow()
                        .decodedMs())
                .as("%s", file)
                .isCloseTo(3_000L, within(150L));
    }

    private app.ayka.recordings.Run ended(Uploads.Door door, Path file) throws IOException {
        var run = door.send(file);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> recordings.run(anna, run).state().isFinal());
        var ended = recordings.run(anna, run);
        assertThat(ended.state())
                .as("%s: %s %s", file, ended.reason(), ended.reasonDetail())
                .isEqualTo(RunState.COMPLETED);
        assertThat(recordings.steps(anna, run)).containsEntry(Step.PREPARE, StepState.DONE);
        return ended;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
