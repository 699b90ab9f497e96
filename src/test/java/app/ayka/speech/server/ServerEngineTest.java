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
import app.ayka.speech.engine.Transcription;
import app.ayka.speech.engine.Window;
import app.ayka.speech.engine.WindowTranscript;
import app.ayka.testing.Shared;
import app.ayka.testing.TranscriptionServer;
import app.ayka.testing.TranscriptionServer.Failure.Answer;
import app.ayka.testing.TranscriptionServer.Failure.Cut;
import app.ayka.testing.TranscriptionServer.Failure.Silence;
import app.ayka.testing.TranscriptionServer.Failure.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerEngineTest {

    @TempDir
    Path folder;

    private final AudioDecoding decoding = new AudioDecoding();
    private TranscriptionServer server;
    private ServerEngine engine;
    private float[] samples;

    @BeforeEach
    void start() {
        Path wav = Shared.path("eval/speech/conversations/conv-1-platform.wav");
        server = TranscriptionServer.of(wav, Shared.path("eval/speech/conversations/conv-1-platform.json"));
        engine = engine(TranscriptionServer.KEY, TranscriptionServer.MODEL, Duration.ofSeconds(20));
        decoding.unpack(wav, folder.resolve("samples"));
        samples = decoding.read(folder.resolve("samples"), new TimeRange(0, 15_000));
    }

    private ServerEngine engine(String key, String model, Duration timeout) {
        return new ServerEngine(new TranscriptionClient(server.baseUrl(), key, timeout, new Random(1)), model);
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
    void aWindowInsideTheConversationIsHeardByItself() {
        var later = decoding.read(folder.resolve("samples"), new TimeRange(9_000, 15_000));
        assertThat(engine.recognise(later, new RecognitionHints("en", "Ferrostack"))
                        .segments())
                .singleElement()
                .satisfies(segment ->
                        assertThat(segment.text()).startsWith("Deepak.").endsWith("Ferrostack."));
    }

    @Test
    void aServerWithAProblemIsAskedAgain() {
        server.failWith(503, 500);
        assertThat(engine.recognise(samples, RecognitionHints.NONE).segments()).isNotEmpty();
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void anOverloadedServerIsAskedAgainWhenItSays() {
        server.failWith(new Status(429, "2"));
        var began = System.nanoTime();
        assertThat(engine.recognise(samples, RecognitionHints.NONE).segments()).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void aServerThatStaysOverloadedIsLeftForLater() {
        server.failWith(429, 429, 429, 429);
        refused(engine, Kind.UNAVAILABLE, "The transcription server is overloaded.");
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    void aWrongKeyIsSaidAndNotTriedAgain() {
        refused(
                engine("wrong", TranscriptionServer.MODEL, Duration.ofSeconds(20)),
                Kind.REFUSED,
                "The transcription server does not accept the key.");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void aModelThatTheServerDoesNotHaveIsSaid() {
        refused(
                engine(TranscriptionServer.KEY, "large", Duration.ofSeconds(20)),
                Kind.REFUSED,
                "The transcription server does not know this model or address.");
    }

    @Test
    void aServerThatKeepsFailingIsLeftForLater() {
        server.failWith(500, 500, 500, 500);
        refused(engine, Kind.UNAVAILABLE, "The transcription server has a problem (500).");
    }

    @Test
    void aServerThatIsSilentIsNotWaitedForTwice() {
        server.failWith(new Silence());
        refused(
                engine(TranscriptionServer.KEY, TranscriptionServer.MODEL, Duration.ofMillis(700)),
                Kind.UNAVAILABLE,
                "The transcription server does not answer in time.");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void aBrokenConnectionIsTriedAgain() {
        server.failWith(new Cut(), new Cut());
        assertThat(engine.recognise(samples, RecognitionHints.NONE).segments()).isNotEmpty();
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void aServerThatIsNotThereIsLeftForLater() {
        server.close();
        refused(engine, Kind.UNAVAILABLE, "The transcription server is out of reach.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Sign in to the hotel's network</html>",
                "",
                "null",
                "[]",
                "{\"detail\": \"queued\"}",
                "{\"text\": 17}",
                "{\"text\": \"Hey, so"
            })
    void anAnswerThatIsNoTranscriptIsNotTakenForSilence(String answer) {
        server.failWith(new Answer(answer));
        refused(engine, Kind.REFUSED, "The transcription server answers something that is no transcript.");
    }

    @Test
    void textWithoutTimesBelongsToTheWholeWindow() {
        server.failWith(new Answer("{\"text\": \"Hey, sorry.\"}"));
        assertThat(engine.recognise(samples, new RecognitionHints("en", "")).segments())
                .singleElement()
                .satisfies(segment -> assertThat(segment.range()).isEqualTo(new TimeRange(0, 15_000)));
    }

    @Test
    void speechOfWhichTheServerHearsNothingIsAccountedFor() {
        server.failWith(new Answer("{\"text\": \"\"}"));
        var window = new Window(0, new TimeRange(0, 15_000), List.of(new TimeRange(400, 14_800)));
        var heard = Transcription.transcribe(engine, window, samples, RecognitionHints.NONE);
        assertThat(heard.segments()).isEmpty();
        assertThat(heard.dropped())
                .singleElement()
                .satisfies(dropped -> assertThat(dropped.reason()).isEqualTo(WindowTranscript.Reason.NO_TEXT));
        assertThat(heard.droppedMs()).isEqualTo(heard.speechMs()).isEqualTo(14_400);
    }

    private void refused(ServerEngine asked, Kind kind, String words) {
        assertThatThrownBy(() -> asked.recognise(samples, RecognitionHints.NONE))
                .isInstanceOf(SpeechException.class)
                .hasMessage(words)
                .extracting("kind")
                .isEqualTo(kind);
    }
}
