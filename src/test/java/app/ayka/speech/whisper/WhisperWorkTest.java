package app.ayka.speech.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.speech.engine.Recognition;
import app.ayka.speech.process.ProcessLimits;
import app.ayka.speech.process.SpeechProcessGuard;
import app.ayka.testing.Shared;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class WhisperWorkTest {

    private static final int MS = 16;

    /** Speech of another kind than the test model knows: it guesses, with random numbers. */
    @Test
    void whatIsHeardInAWindowDoesNotDependOnWhatWasHeardBefore() throws Exception {
        var wav = Shared.path("eval/speech/real/pyannote-sample.wav");
        var model = Shared.path("models/ggml-ayka-test.en.bin");
        Recognition alone;
        try (var process = process()) {
            alone = heard(process, order(model, samples(wav, 0, 10_000)));
        }
        assertThat(alone.segments()).isNotEmpty();
        try (var process = process()) {
            heard(process, order(model, samples(wav, 21_784, 30_000)));
            assertThat(heard(process, order(model, samples(wav, 0, 10_000)))).isEqualTo(alone);
        }
    }

    private static SpeechProcessGuard process() {
        return new SpeechProcessGuard(ProcessLimits.of(6_000, Duration.ofMinutes(2)));
    }

    private static Recognition heard(SpeechProcessGuard process, byte[] order) {
        return WhisperWire.recognition(process.transcribe(order));
    }

    private static byte[] order(Path model, float[] samples) {
        return new WhisperWire.Order(model, 2, 1, "en", "", samples).bytes();
    }

    private static float[] samples(Path wav, int fromMs, int toMs) throws Exception {
        try (var in = AudioSystem.getAudioInputStream(wav.toFile())) {
            var bytes = in.readAllBytes();
            var pcm = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
            var samples = new float[Math.min(toMs * MS, pcm.limit()) - fromMs * MS];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = pcm.get(fromMs * MS + i) / 32_768f;
            }
            return samples;
        }
    }
}
