package app.ayka.speech.voices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import app.ayka.speech.engine.OnnxRuntimeFiles;
import app.ayka.speech.engine.SpeechException;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Passes with the profile cuda too, with and without a card; {@code docs/gpu.md}. */
class OnnxTest {

    private static final int SAMPLES = 16_000;

    @Test
    void theSameVectorWhereverItIsComputed() throws IOException {
        var here = new Onnx("embedding", model("speaker-embedding-mfcc-lda.onnx"), 1, null).run(sound(), 1, SAMPLES);
        var anywhere = new Onnx("embedding", model("speaker-embedding-mfcc-lda.onnx"), 1).run(sound(), 1, SAMPLES);
        assertThat(here).hasSizeGreaterThan(16);
        assertThat(anywhere).hasSameSizeAs(here);
        for (int i = 0; i < here.length; i++) {
            assertThat(anywhere[i]).isCloseTo(here[i], within(0.01f));
        }
    }

    @Test
    void aCardThatCannotBeOpenedLeavesTheWorkToProcessors() throws IOException {
        var model = model("speaker-embedding-mfcc-lda.onnx");
        GraphicsCard missing = (bytes, options) -> {
            throw new OrtException("libcudart.so.12: cannot open shared object file");
        };
        assertThat(new Onnx("embedding", model, 1, missing).run(sound(), 1, SAMPLES))
                .isEqualTo(new Onnx("embedding", model, 1, null).run(sound(), 1, SAMPLES));
    }

    @Test
    void aCardThatFailsAtWorkLeavesItToProcessorsAndTheSoundIsNotBlamed() throws IOException {
        var model = model("speaker-embedding-mfcc-lda.onnx");
        var asked = new int[1];
        // a model that takes no such input fails as a full card does: at work
        var other = model("silero_vad_v6.onnx");
        GraphicsCard failing = (bytes, options) -> {
            asked[0]++;
            return open(other, options);
        };
        var voices = new Onnx("embedding", model, 1, failing);
        assertThat(voices.run(sound(), 1, SAMPLES))
                .isEqualTo(new Onnx("embedding", model, 1, null).run(sound(), 1, SAMPLES));
        voices.run(sound(), 1, SAMPLES);
        assertThat(asked[0]).as("it stays with processors").isEqualTo(1);
    }

    @Test
    void soundThatProcessorsRefuseIsRefused() throws IOException {
        var voices = new Onnx("embedding", model("silero_vad_v6.onnx"), 1, null);
        assertThatThrownBy(() -> voices.run(sound(), 1, SAMPLES)).isInstanceOf(SpeechException.class);
    }

    private static OrtSession open(byte[] model, OrtSession.SessionOptions options) throws OrtException {
        return OnnxRuntimeFiles.environment().createSession(model, options);
    }

    private static float[] sound() {
        var sound = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            sound[i] = (float) (0.3 * Math.sin(i * 0.05) + 0.1 * Math.sin(i * 0.31));
        }
        return sound;
    }

    private static byte[] model(String name) throws IOException {
        try (var in = OnnxTest.class.getResourceAsStream("/models/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
