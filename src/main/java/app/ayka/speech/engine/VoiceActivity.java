package app.ayka.speech.engine;

import app.ayka.speech.audio.SampleFile;
import app.ayka.speech.models.BundledModels;
import app.ayka.speech.vad.Hysteresis;
import app.ayka.speech.vad.SileroVad;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds where in a recording somebody speaks (Silero VAD, in process, streaming). Needs no model from outside. Safe for
 * use by several threads.
 */
public final class VoiceActivity implements AutoCloseable {

    private final SileroVad vad;

    public VoiceActivity(Models models) {
        this.vad = new SileroVad(BundledModels.voiceActivity(models));
    }

    /** @param samples a {@code pcm16k.raw} */
    public SpeechMap detect(Path samples, long durationMs) {
        byte[] probabilities = SampleFile.stream(samples, vad::probabilities);
        return new SpeechMap(
                durationMs, Hysteresis.FOR_WORDS.regions(probabilities, SileroVad.FRAME_MS, durationMs), probabilities);
    }

    /** Speech in samples, without breaths around it; shifted to where the samples begin in the recording. */
    List<TimeRange> tight(float[] samples, long startMs) {
        byte[] probabilities = vad.probabilities(samples);
        return Hysteresis.FOR_VOICES.regions(probabilities, SileroVad.FRAME_MS, samples.length / 16).stream()
                .map(range -> new TimeRange(startMs + range.startMs(), startMs + range.endMs()))
                .toList();
    }

    @Override
    public void close() {
        vad.close();
    }
}
