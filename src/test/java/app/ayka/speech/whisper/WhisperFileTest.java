package app.ayka.speech.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import app.ayka.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhisperFileTest {

    @TempDir
    Path folder;

    @Test
    void soundModelsPassAndTellHowMuchTheyHearAtOnce() {
        WhisperFile tiny = WhisperFile.check(Shared.path("models/for-tests-ggml-tiny.en.bin"));
        WhisperFile scripted = WhisperFile.check(Shared.path("models/ggml-ayka-test.en.bin"));
        assertThat(tiny.windowMs()).isEqualTo(30_000);
        assertThat(scripted.windowMs()).isEqualTo(15_000);
        assertThat(tiny.multilingual()).isFalse();
    }

    @Test
    void damagedModelsAreRefusedInWords() throws IOException {
        byte[] model = Files.readAllBytes(Shared.path("models/ggml-ayka-test.en.bin"));
        assertRefused(new byte[0], "is empty");
        assertRefused("not a model at all".getBytes(java.nio.charset.StandardCharsets.UTF_8), "is not a Whisper model");
        assertRefused(Arrays.copyOf(model, model.length - 1), "is cut off");
        assertRefused(Arrays.copyOf(model, 30), "is cut off");
        byte[] garbage = new byte[100_000];
        new Random(3).nextBytes(garbage);
        System.arraycopy(model, 0, garbage, 0, 4);
        assertRefused(garbage, "is damaged");
        byte[] garbageBehindHead = Arrays.copyOf(model, 2_000_000);
        new Random(4).nextBytes(garbage);
        System.arraycopy(garbage, 0, garbageBehindHead, 1_000_000, garbage.length);
        assertRefused(garbageBehindHead, "is ");
    }

    @Test
    void aModelThatIsNotThereIsMissing() {
        assertThatThrownBy(() -> WhisperFile.check(folder.resolve("ggml-none.bin")))
                .isInstanceOf(SpeechException.class)
                .extracting("kind")
                .isEqualTo(Kind.MODEL_MISSING);
    }

    private void assertRefused(byte[] bytes, String words) throws IOException {
        Path file = Files.write(folder.resolve("ggml-bad.bin"), bytes);
        assertThatThrownBy(() -> WhisperFile.check(file))
                .isInstanceOf(SpeechException.class)
                .hasMessageContaining(words)
                .extracting("kind")
                .isEqualTo(Kind.MODEL_DAMAGED);
    }
}
