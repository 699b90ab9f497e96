package app.ayka.speech.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.ayka.speech.engine.Recognition;
import app.ayka.speech.engine.RecognitionHints;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import app.ayka.speech.whisper.WhisperEngine;
import app.ayka.testing.Shared;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The child JVM for real, with a model without weights that takes its time and hears nothing. */
class SpeechProcessGuardTest {

    private static final float[] HALF_A_MINUTE = new float[30 * 16_000];

    @Test
    void aKilledProcessIsReplacedAndTheWindowIsDoneAgain() {
        try (SpeechProcessGuard guard = new SpeechProcessGuard(ProcessLimits.of(6_000, Duration.ofMinutes(2)))) {
            CompletableFuture<Recognition> answer = CompletableFuture.supplyAsync(() -> recognise(guard));
            await().until(() -> guard.pid() > 0);
            long first = guard.pid();
            ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
            assertThat(answer.join().segments()).isEmpty();
            assertThat(guard.pid()).isNotEqualTo(first).isPositive();
        }
    }

    @Test
    void whatEndsTheProcessTwiceGoesIntoQuarantineWithItsReason() {
        try (SpeechProcessGuard guard = new SpeechProcessGuard(ProcessLimits.of(1, Duration.ofMinutes(2)))) {
            assertThatThrownBy(() -> recognise(guard))
                    .isInstanceOf(SpeechException.class)
                    .hasMessageContaining("more than 1 MB of memory")
                    .extracting("kind")
                    .isEqualTo(Kind.QUARANTINED);
        }
    }

    @Test
    void aModelThatVanishesIsAnAnswerAndNoCrash() {
        try (SpeechProcessGuard guard = new SpeechProcessGuard(ProcessLimits.of(6_000, Duration.ofMinutes(2)))) {
            assertThatThrownBy(() -> guard.transcribe(Wire.bytes(out -> {
                        Wire.text(out, Path.of("gone.bin").toString());
                        out.writeInt(1);
                        out.writeInt(1);
                        Wire.text(out, "en");
                        Wire.text(out, "");
                        Wire.samples(out, new float[16_000]);
                    })))
                    .isInstanceOf(SpeechException.class)
                    .extracting("kind")
                    .isEqualTo(Kind.MODEL_MISSING);
            assertThat(guard.pid()).isPositive();
        }
    }

    private static Recognition recognise(SpeechProcessGuard guard) {
        Path model = Shared.path("models/for-tests-ggml-tiny.en.bin");
        return new WhisperEngine(guard, model, 1, 1).recognise(HALF_A_MINUTE, RecognitionHints.NONE);
    }
}
