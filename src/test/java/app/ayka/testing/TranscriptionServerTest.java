package app.ayka.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class TranscriptionServerTest {

    @Test
    void itAnswersWithTheWordsOfTheSoundItIsSent() throws Exception {
        var wav = Shared.path("eval/speech/conversations/conv-1-platform.wav");
        try (var server = TranscriptionServer.of(wav, Shared.path("eval/speech/conversations/conv-1-platform.json"));
                var client = HttpClient.newHttpClient()) {
            var body = new ByteArrayOutputStream();
            body.write("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            body.write(Files.readAllBytes(wav));
            body.write("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));

            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.baseUrl() + "/audio/transcriptions"))
                            .header("Content-Type", "multipart/form-data; boundary=b")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("Ferrostack").contains("\"words\"");
        }
    }
}
