package app.ayka.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server that stands in for other people's is as strict as they are, and makes nothing up. */
class TranscriptionServerTest {

    private static final int HEADER = 44;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path wav = Shared.path("eval/speech/conversations/conv-1-platform.wav");
    private TranscriptionServer server;

    @BeforeEach
    void start() {
        server = TranscriptionServer.of(wav, Shared.path("eval/speech/conversations/conv-1-platform.json"));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void itAnswersWithTheWordsOfTheSoundItIsSentAndNoOthers() throws Exception {
        var answer = ask(Map.of(), cut(9.2, 15));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Ferrostack").contains("\"words\"").doesNotContain("feet", "trucks");
    }

    @Test
    void aPieceIsFoundAtAnotherLoudnessInNoise() throws Exception {
        var random = new Random(3);
        var piece = cut(9.2, 15);
        var samples = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = HEADER; at < piece.length; at += 2) {
            samples.putShort(at, (short) (samples.getShort(at) * 0.4 + random.nextGaussian() * 40));
        }
        assertThat(ask(Map.of(), piece).body()).contains("Deepak").contains("Ferrostack");
    }

    @Test
    void whatIsNotOfTheConversationIsRefused() throws Exception {
        var noise = cut(0, 5);
        var random = new Random(4);
        for (int at = HEADER; at < noise.length; at++) {
            noise[at] = (byte) random.nextInt(256);
        }
        assertThat(ask(Map.of(), noise).statusCode()).isEqualTo(400);
        var other = Files.readAllBytes(Shared.path("eval/speech/conversations/conv-5-hotel-call.wav"));
        assertThat(ask(Map.of(), wav(Arrays.copyOfRange(other, HEADER, HEADER + 10 * 32_000)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRequestThatOthersWouldRefuseIsRefused() throws Exception {
        var piece = cut(0, 5);
        assertThat(ask(Map.of("model", "whisper-9"), piece).statusCode()).isEqualTo(404);
        assertThat(ask(Map.of("language", "english"), piece).statusCode()).isEqualTo(400);
        assertThat(ask(Map.of("response_format", "xml"), piece).statusCode()).isEqualTo(400);
        assertThat(ask(Map.of(), Arrays.copyOf(piece, 20_000)).statusCode()).isEqualTo(400);
        assertThat(ask(Map.of(), "no sound".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(400);
        assertThat(ask(Map.of("response_format", "json"), piece).body()).doesNotContain("words");
        assertThat(send("multipart/form-data; boundary=b", "--b\r\nbroken", TranscriptionServer.KEY))
                .isEqualTo(400);
        assertThat(send("text/plain", "hello", TranscriptionServer.KEY)).isEqualTo(400);
        assertThat(send("text/plain", "hello", "another-key")).isEqualTo(401);
    }

    private byte[] cut(double from, double to) throws Exception {
        var bytes = Files.readAllBytes(wav);
        return wav(Arrays.copyOfRange(bytes, HEADER + (int) (from * 16_000) * 2, HEADER + (int) (to * 16_000) * 2));
    }

    private static byte[] wav(byte[] samples) {
        var wav = ByteBuffer.allocate(HEADER + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + samples.length)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
        wav.putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(16_000)
                .putInt(32_000)
                .putShort((short) 2)
                .putShort((short) 16);
        return wav.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(samples.length)
                .put(samples)
                .array();
    }

    private HttpResponse<String> ask(Map<String, String> otherwise, byte[] file) throws Exception {
        var fields = new LinkedHashMap<>(Map.of(
                "model", TranscriptionServer.MODEL,
                "response_format", "verbose_json",
                "timestamp_granularities[]", "word"));
        fields.putAll(otherwise);
        var body = new ByteArrayOutputStream();
        for (var field : fields.entrySet()) {
            body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                            + field.getValue() + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.write(file);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return post("multipart/form-data; boundary=b", body.toByteArray(), TranscriptionServer.KEY);
    }

    private int send(String type, String body, String key) throws Exception {
        return post(type, body.getBytes(StandardCharsets.UTF_8), key).statusCode();
    }

    private HttpResponse<String> post(String type, byte[] body, String key) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/audio/transcriptions"))
                        .header("Content-Type", type)
                        .header("Authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
