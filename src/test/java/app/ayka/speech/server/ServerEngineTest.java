package app.ayka.speech.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.ai.TranscriptionClient;
import app.ayka.speech.Word;
import app.ayka.speech.engine.AudioDecoding;
import app.ayka.speech.engine.Recognition;
import app.ayka.speech.engine.RecognitionHints;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import app.ayka.speech.engine.TimeRange;
import app.ayka.testing.Shared;
import app.ayka.testing.TranscriptionServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerEngineTest {

    private TranscriptionServer server;
    private ServerEngine engine;
    private float[] samples;

    @BeforeEach
    void start() {
        Path wav = Shared.path("eval/speech/conversations/conv-1-platform.wav");
        server = TranscriptionServer.of(wav, Shared.path("eval/speech/conversations/conv-1-platform.json"));
        engine = new ServerEngine(
                new TranscriptionClient(server.baseUrl(), "key", Duration.ofSeconds(20), new Random(1)), "whisper-1");
        samples = new AudioDecoding().read(wav, new TimeRange(0, 15_000));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void textArrivesWithWordsAndTheirTimes() {
        Recognition recognition = engine.recognise(samples, RecognitionHints.NONE);
        assertThat(recognition.language()).isEqualTo("en");
        assertThat(recognition.segments().getFirst().text()).startsWith("Hey, sorry, is this seat taken?");
        assertThat(recognition.segments().getFirst().words())
                .extracting(Word::text)
                .startsWith("Hey,", "sorry,", "is");
    }

    @Test
    void overloadIsTriedAgain() {
        server.failWith(503, 500);
        assertThat(engine.recognise(samples, RecognitionHints.NONE).segments()).isNotEmpty();
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void aRefusedKeyIsNotTriedAgain() {
        server.failWith(401);
        assertThatThrownBy(() -> engine.recognise(samples, RecognitionHints.NONE))
                .isInstanceOf(SpeechException.class)
                .hasMessageContaining("key")
                .extracting("kind")
                .isEqualTo(Kind.REFUSED);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void aServerThatIsAwayIsAwayForNow() {
        server.failWith(500, 500, 500, 500);
        assertThatThrownBy(() -> engine.recognise(samples, RecognitionHints.NONE))
                .extracting("transient")
                .isEqualTo(true);
    }
}
