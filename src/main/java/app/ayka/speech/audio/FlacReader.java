package app.ayka.speech.audio;

import app.ayka.speech.engine.AudioException;
import app.ayka.speech.engine.AudioException.Reason;
import app.ayka.speech.engine.TimeRange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads the 16 kHz copy of a recording, whole as a stream or a stretch of it. */
public final class FlacReader {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private FlacReader() {}

    /** What reads the stream. */
    @FunctionalInterface
    public interface Listener<T> {
        T listen(SampleStream samples) throws IOException;
    }

    /** Streams the whole recording through {@code listener}. */
    public static <T> T stream(Path flac, Listener<T> listener) {
        return run(Ffmpeg.input(flac), List.of(), listener);
    }

    /** The samples of a stretch; shorter than asked for when the recording ends before it does. */
    public static float[] read(Path flac, TimeRange range) {
        List<String> from = new ArrayList<>(List.of("-ss", seconds(range.startMs())));
        from.addAll(Ffmpeg.input(flac));
        return run(from, List.of("-t", seconds(range.lengthMs())), samples -> {
            float[] all = new float[Math.toIntExact(range.lengthMs() * Sound.SAMPLES_PER_MS)];
            int count = samples.read(all, 0, all.length);
            return count == all.length ? all : Arrays.copyOf(all, count);
        });
    }

    private static String seconds(long ms) {
        return String.format(Locale.ROOT, "%.3f", ms / 1000.0);
    }

    private static <T> T run(List<String> input, List<String> cut, Listener<T> listener) {
        List<String> options = new ArrayList<>(List.of("-nostdin", "-v", "error"));
        options.addAll(input);
        options.addAll(cut);
        options.addAll(List.of("-map", "0:a:0", "-ac", "1", "-ar", "16000", "-f", "s16le", "pipe:1"));
        try (Ffmpeg.Running running = Ffmpeg.start(options, LIMIT)) {
            T result = listener.listen(new SampleStream(new BufferedInputStream(running.output(), 1 << 16)));
            if (!running.finish()) {
                throw new AudioException(Reason.DECODER_FAILED);
            }
            return result;
        } catch (IOException e) {
            throw new AudioException(Reason.DECODER_FAILED, String.valueOf(e.getMessage()), e);
        }
    }
}
