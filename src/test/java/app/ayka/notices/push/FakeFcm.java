package app.ayka.notices.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Google's token server and FCM's HTTP v1 interface, as their documentation describes them. */
final class FakeFcm implements AutoCloseable {

    private final HttpServer server;
    private final KeyPair keys;
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final List<Throwable> problems = new CopyOnWriteArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private String token = "";
    private int tokens;

    private record Answer(int status, String code, Map<String, String> headers) {}

    FakeFcm() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/token", this::token);
        server.createContext("/v1/projects/ayka-test/messages:send", this::send);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The file that Google's console gives for a service account. */
    Path credentials(Path folder) {
        var pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        var json = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "type", "service_account",
                        "project_id", "ayka-test",
                        "client_email", "ayka@ayka-test.iam.gserviceaccount.com",
                        "private_key", pem,
                        "token_uri", url() + "/token"));
        try {
            return Files.writeString(folder.resolve("account.json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message is answered so; {@code code} is FCM's own. */
    void answer(int status, String code, Map<String, String> headers) {
        answers.add(new Answer(status, code, headers));
    }

    /** Takes the access token back before its time. */
    void revoke() {
        token = "";
    }

    List<JsonNode> messages() {
        assertThat(problems).isEmpty();
        return messages;
    }

    int tokens() {
        return tokens;
    }

    private void token(HttpExchange exchange) throws IOException {
        try {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(form)
                    .startsWith("grant_type=" + "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=");
            var jwt = URLDecoder.decode(form.replaceFirst(".*&assertion=", ""), StandardCharsets.UTF_8)
                    .split("\\.");
            var claims = JsonMapper.shared().readTree(Base64Url.bytes(jwt[1]));
            assertThat(claims.path("iss").asString()).isEqualTo("ayka@ayka-test.iam.gserviceaccount.com");
            assertThat(claims.path("aud").asString()).isEqualTo(url() + "/token");
            assertThat(claims.path("scope").asString()).endsWith("/auth/firebase.messaging");
            assertThat(claims.path("exp").asLong() - claims.path("iat").asLong())
                    .isLessThanOrEqualTo(3600);
            assertThat(claims.path("iat").asLong())
                    .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(60L));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
            assertThat(signature.verify(Base64Url.bytes(jwt[2]))).isTrue();
            token = UUID.randomUUID().toString();
            tokens++;
            reply(exchange, 200, Map.of(), Map.of("access_token", token, "expires_in", 3599, "token_type", "Bearer"));
        } catch (Exception | AssertionError e) {
            problems.add(e);
            reply(exchange, 400, Map.of(), Map.of("error", "invalid_grant"));
        }
    }

    private void send(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply(exchange, 401, Map.of(), Map.of("error", Map.of("status", "UNAUTHENTICATED")));
            return;
        }
        messages.add(JsonMapper.shared().readTree(body).path("message"));
        var answer = answers.poll();
        if (answer == null) {
            reply(exchange, 200, Map.of(), Map.of("name", "projects/ayka-test/messages/1"));
            return;
        }
        reply(
                exchange,
                answer.status(),
                answer.headers(),
                Map.of(
                        "error",
                        Map.of(
                                "status",
                                "NOT_FOUND",
                                "details",
                                List.of(Map.of(
                                        "@type",
                                        "type.googleapis.com/google.firebase.fcm.v1.FcmError",
                                        "errorCode",
                                        answer.code())))));
    }

    private static void reply(HttpExchange exchange, int status, Map<String, String> headers, Object json)
            throws IOException {
        var body = JsonMapper.shared().writeValueAsBytes(json);
        headers.forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
