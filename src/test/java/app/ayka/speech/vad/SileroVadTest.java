package app.ayka.speech.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.ayka.speech.engine.SpeechException;
import app.ayka.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SileroVadTest {

    private static final float[] TEN_MINUTES = new float[600 * 16_000];

    @Test
    void closingWhileItListensStopsTheWorkAndCrashesNothing() throws IOException {
        var vad = vad();
        var work = CompletableFuture.supplyAsync(() -> vad.probabilities(TEN_MINUTES));
        await().pollDelay(Duration.ofMillis(100)).until(() -> !work.isDone());

        vad.close();

        assertThatThrownBy(work::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(SpeechException.class)
                .extracting("kind")
                .isEqualTo(SpeechException.Kind.CANCELLED);
    }

    @Test
    void silenceIsNoSpeech() throws IOException {
        try (var vad = vad()) {
            assertThat(vad.probabilities(new float[16_000])).hasSize(32).satisfies(all -> {
                for (byte one : all) {
                    assertThat(one & 0xff).isLessThan(64);
                }
            });
        }
    }

    private static SileroVad vad() throws IOException {
        return new SileroVad(Files.readAllBytes(Shared.path("models/silero_vad_16k_op15.onnx")));
    }
}
