package app.ayka.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.testing.AykaTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Scripts and styles come small and are kept as long as before; what can hold a secret is never compressed. */
@AykaTest
class CompressedAssetsTest {

    private static final Pattern SCRIPT = Pattern.compile("assets/page-[^\"]+\\.js");

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(
            strings = {"/app/recorder.js", "/capture/worker.js", "/capture/PAGE", "/aura/aura.css", "/entrance.css"})
    void aScriptOrStyleIsSmallAndTheSame(String path) throws Exception {
        var plain = get(path, Map.of());
        var small = get(path, Map.of("Accept-Encoding", "gzip"));
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(small.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(small.headers().allValues("Vary").toString().toLowerCase(Locale.ROOT))
                .contains("accept-encoding");
        assertThat(small.body()).hasSizeLessThan(plain.body().length / 2);
        assertThat(unpacked(small.body())).isEqualTo(plain.body());
        for (var header : List.of("Cache-Control", "Content-Type")) {
            assertThat(small.headers().firstValue(header))
                    .as(header)
                    .isEqualTo(plain.headers().firstValue(header));
        }
    }

    @Test
    void theScriptOfTheCapturePageIsKeptForAYearAndTheWorkerIsAskedForEachTime() throws Exception {
        var gzip = Map.of("Accept-Encoding", "gzip");
        assertThat(get("/capture/PAGE", gzip).headers().firstValue("Cache-Control"))
                .hasValueSatisfying(how -> assertThat(how).contains("max-age=31536000", "immutable"));
        var worker = get("/capture/worker.js", gzip);
        assertThat(worker.headers().firstValue("Cache-Control")).contains("no-cache");
        var since = worker.headers().firstValue("Last-Modified").orElseThrow();
        var again = get("/capture/worker.js", Map.of("Accept-Encoding", "gzip", "If-Modified-Since", since));
        assertThat(again.statusCode()).isEqualTo(304);
    }

    /** BREACH: what an attacker can put words into, beside a secret, tells the secret by its compressed length. */
    @ParameterizedTest
    @ValueSource(strings = {"/login", "/capture/", "/api/recordings", "/api/capture/v1/me"})
    void pagesAndAnswersAreNotCompressed(String path) throws Exception {
        var answer = get(path, Map.of("Accept-Encoding", "gzip, br"));
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    }

    private HttpResponse<byte[]> get(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        return send(path.endsWith("PAGE") ? "/capture/" + script() : path, headers);
    }

    private String script() throws IOException, InterruptedException {
        var page = SCRIPT.matcher(new String(send("/capture/", Map.of()).body(), UTF_8));
        assertThat(page.find()).isTrue();
        return page.group();
    }

    private HttpResponse<byte[]> send(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }
}
