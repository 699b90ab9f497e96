package app.ayka.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.speech.engine.AudioException;
import app.ayka.speech.engine.AudioException.Reason;
import app.ayka.speech.engine.DecodedAudio;
import app.ayka.speech.engine.TakeFile;
import app.ayka.speech.engine.TimeRange;
import app.ayka.testing.Shared;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the decoder, and the phrases it understands ffmpeg by, to what the ffmpeg of the build does. */
class DecoderTest {

    @TempDir
    Path folder;

    private final Decoder decoder = new Decoder(Duration.ofMinutes(2));

    @Test
    void aBrowsersWebmBecomesSoundPlayerCopyAndPeaks() throws IOException {
        DecodedAudio audio = decode(Shared.path("eval/speech/conversations/conv-1-platform.webm"));
        assertThat(audio.durationMs()).isBetween(85_300L, 85_600L);
        assertThat(audio.silent()).isFalse();
        ByteBuffer peaks = ByteBuffer.wrap(Files.readAllBytes(audio.peaks())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(peaks.getInt(8)).isEqualTo((int) Math.ceil(audio.durationMs() / 20.0));
        DecodedAudio again = decoder.decode(List.of(new TakeFile(audio.play(), 0)), folder.resolve("again"));
        assertThat(again.durationMs()).isCloseTo(audio.durationMs(), org.assertj.core.api.Assertions.within(150L));
    }

    @Test
    void aStretchIsReadExactly() {
        Path wav = Shared.path("eval/speech/real/jfk.wav");
        DecodedAudio audio = decode(wav);
        float[] all = SampleFile.read(audio.samples(), new TimeRange(0, audio.durationMs()));
        float[] part = SampleFile.read(audio.samples(), new TimeRange(3_000, 4_500));
        assertThat(part).isEqualTo(Arrays.copyOfRange(all, 48_000, 72_000));
        Path unpacked = folder.resolve("unpacked.raw");
        SampleFile.unpack(audio.flac(), unpacked);
        assertThat(unpacked).hasSameBinaryContentAs(audio.samples());
        assertThat(SampleFile.read(audio.samples(), new TimeRange(10_500, 60_000)).length)
                .isLessThan(16_000);
    }

    @Test
    void takesLieOnOneTimeLineWithSilenceBetween() {
        Path wav = Shared.path("eval/speech/real/jfk.wav");
        DecodedAudio audio = decoder.decode(List.of(new TakeFile(wav, 500), new TakeFile(wav, 15_000)), folder);
        assertThat(audio.takes()).extracting(DecodedAudio.DecodedTake::startMs).containsExactly(500L, 15_000L);
        assertThat(audio.durationMs()).isCloseTo(26_000, org.assertj.core.api.Assertions.within(100L));
        float[] gap = SampleFile.read(audio.samples(), new TimeRange(12_500, 14_500));
        assertThat(gap).containsOnly(0f);
    }

    @Test
    void badFilesSayWhatIsWrongWithThem() throws IOException {
        assertRefused("empty.mp3", new byte[0], Reason.EMPTY);
        byte[] noise = new byte[50_000];
        new Random(1).nextBytes(noise);
        assertRefused("noise.mp3", noise, Reason.NOT_AUDIO);
        assertRefused("photograph.mp3", photograph(), Reason.NOT_AUDIO);
        assertRefused(
                "list.m3u8",
                "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n".getBytes(StandardCharsets.UTF_8),
                Reason.NOT_AUDIO);
        assertRefused("nothing.wav", wavHeader(0, 16_000), Reason.NO_SOUND);
        byte[] m4a = Files.readAllBytes(made("-f", "lavfi", "-i", "sine=duration=3", "-c:a", "aac", "tone.m4a"));
        assertRefused("cut.m4a", Arrays.copyOf(m4a, m4a.length / 2), Reason.TRUNCATED);
        Path film = made("-f", "lavfi", "-i", "testsrc=duration=1:size=64x64:rate=5", "-c:v", "mpeg4", "film.mp4");
        assertRefused("film.mp4", Files.readAllBytes(film), Reason.NO_AUDIO_TRACK);
    }

    @Test
    void aFilmWithSoundIsARecording() throws IOException {
        Path film = made(
                "-f",
                "lavfi",
                "-i",
                "testsrc=duration=2:size=64x64:rate=5",
                "-f",
                "lavfi",
                "-i",
                "sine=duration=2",
                "-c:v",
                "mpeg4",
                "-c:a",
                "aac",
                "with sound.mp4");
        assertThat(decode(film).durationMs()).isBetween(1_900L, 2_200L);
    }

    @Test
    void tenHoursAreTheLimit() throws IOException {
        Path wav = folder.resolve("long.wav");
        int data = 8_000 * 36_060;
        Files.write(wav, wavHeader(data, 8_000));
        try (RandomAccessFile file = new RandomAccessFile(wav.toFile(), "rw")) {
            file.setLength(44L + data);
        }
        assertThatThrownBy(() -> decode(wav)).extracting("reason").isEqualTo(Reason.TOO_LONG);
    }

    @Test
    void aFileThatEndsEarlyIsReadAsFarAsItGoesAndSaysWhatIsMissing() throws IOException {
        byte[] mp3 = Files.readAllBytes(
                made("-f", "lavfi", "-i", "sine=duration=20", "-c:a", "aac", "-movflags", "+faststart", "whole.m4a"));
        Path cut = Files.write(folder.resolve("cut.m4a"), Arrays.copyOf(mp3, mp3.length / 2));
        DecodedAudio audio = decode(cut);
        assertThat(audio.durationMs()).isBetween(7_000L, 13_000L);
        assertThat(audio.takes().getFirst().missingMs()).isBetween(7_000L, 13_000L);
    }

    @Test
    void silenceIsKnownAsSuch() throws IOException {
        assertThat(decode(made("-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "2", "silence.flac"))
                        .silent())
                .isTrue();
    }

    private void assertRefused(String name, byte[] bytes, Reason reason) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        assertThatThrownBy(() -> decode(file))
                .as(name)
                .isInstanceOf(AudioException.class)
                .extracting("reason")
                .isEqualTo(reason);
    }

    private DecodedAudio decode(Path file) {
        return decoder.decode(List.of(new TakeFile(file, 0)), folder.resolve("out"));
    }

    private Path made(String... options) {
        Path file = folder.resolve(options[options.length - 1]);
        String[] all = options.clone();
        all[all.length - 1] = file.toString();
        try (Ffmpeg.Running running = Ffmpeg.start(List.of(all), Duration.ofMinutes(1))) {
            assertThat(running.finish()).as(running.words()).isTrue();
        }
        return file;
    }

    private byte[] photograph() throws IOException {
        return Files.readAllBytes(
                made("-f", "lavfi", "-i", "testsrc=size=320x240", "-frames:v", "1", "-f", "mjpeg", "photo.jpg"));
    }

    private static byte[] wavHeader(int data, int rate) {
        ByteBuffer wav = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + data);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1);
        wav.putInt(rate).putInt(rate).putShort((short) 1).putShort((short) 8);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data);
        return wav.array();
    }
}
