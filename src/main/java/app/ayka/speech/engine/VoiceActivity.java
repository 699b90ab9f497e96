package app.ayka.speech.engine;

import app.ayka.speech.audio.FlacReader;
import app.ayka.speech.models.BundledModels;
import app.ayka.speech.vad.Hysteresis;
import app.ayka.speech.vad.SileroVad;
import java.nio.file.Path;

/**
 * Finds where in a recording somebody speaks (Silero VAD, in process, streaming). Needs no model from outside. Safe for
 * use by several threads.
 */
public final class VoiceActivity implements AutoCloseable {

    private final SileroVad vad;

    public VoiceActivity(Models models) {
        this.vad = new SileroVad(BundledModels.voiceActivity(models));
    }

    /** @param flac a {@code pcm16k.flac} */
    public SpeechMap detect(Path flac, long durationMs) {
        byte[] probabilities = FlacReader.stream(flac, vad::probabilities);
        return new SpeechMap(
                durationMs, Hysteresis.FOR_WORDS.regions(probabilities, SileroVad.FRAME_MS, durationMs), probabilities);
    }

    @Override
    public void close() {
        vad.close();
    }
}
