package app.ayka.speech.audio;

import app.ayka.speech.engine.AudioException;
import app.ayka.speech.engine.AudioException.Reason;
import app.ayka.speech.engine.TimeRange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The samples of a recording as they are ({@link Sound}), 1.9 MB a minute: read whole as a stream or a stretch of them. */
public final class SampleFile {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int BUFFER = 1 << 16;

    private SampleFile() {}

    /** What reads the stream. */
    @FunctionalInterface
    public interface Listener<T> {
        T listen(SampleStream samples) throws IOException;
    }

    /** Streams the whole recording through {@code listener}. */
    public static <T> T stream(Path samples, Listener<T> listener) {
        try (var in = new BufferedInputStream(Files.newInputStream(samples), BUFFER)) {
            return listener.listen(new SampleStream(in));
        } catch (IOException e) {
            throw new AudioException(Reason.DECODER_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** The samples of a stretch; shorter than asked for when the recording ends before it does. */
    public static float[] read(Path samples, TimeRange range) {
        try (var file = FileChannel.open(samples)) {
            file.position(range.startMs() * Sound.BYTES_PER_MS);
            float[] all = new float[Math.toIntExact(range.lengthMs() * Sound.SAMPLES_PER_MS)];
            int count = new SampleStream(Channels.newInputStream(file)).read(all, 0, all.length);
            return count == all.length ? all : Arrays.copyOf(all, count);
        } catch (IOException e) {
            throw new AudioException(Reason.DECODER_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes the samples of a sound file, such as a {@code pcm16k.flac}, to {@code samples}. */
    public static void unpack(Path sound, Path samples) {
        List<String> options = new ArrayList<>(List.of("-nostdin", "-v", "error"));
        options.addAll(Ffmpeg.input(sound));
        options.addAll(List.of("-map", "0:a:0", "-ac", "1", "-ar", "16000", "-f", "s16le", samples.toString()));
        try (Ffmpeg.Running running = Ffmpeg.start(options, LIMIT)) {
            if (!running.finish()) {
                throw new AudioException(Reason.DECODER_FAILED);
            }
        }
    }
}
