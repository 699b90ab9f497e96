package app.ayka.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The proxy by its entry point and with its shipped configuration, in which only ports differ. */
final class StackProxy implements AutoCloseable {

    private static final byte[] NOTHING = new byte[0];

    private final ToIntFunction<String> ports;
    private final Dockerfile dockerfile;
    private final Process process;

    StackProxy(Path work, Dockerfile dockerfile, ToIntFunction<String> ports) throws Exception {
        this.ports = ports;
        this.dockerfile = dockerfile;
        var configuration = work.resolve("Caddyfile");
        Files.writeString(
                configuration,
                Compose.text("Caddyfile")
                        .replace("http_port 8080", "http_port " + port("http"))
                        .replace("https_port 8443", "https_port " + port("https"))
                        .replace("{\n\t# the container's", "{\n\tadmin off\n\t# the container's")
                        .replace("127.0.0.1:8090", "127.0.0.1:" + port("alive")));
        var command = new ArrayList<>(dockerfile.entrypoint("proxy"));
        assertThat(command).contains("/etc/caddy/Caddyfile");
        command.replaceAll(word -> word.equals("/etc/caddy/Caddyfile") ? configuration.toString() : word);
        command.add("--adapter");
        command.add("caddyfile");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("proxy.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PUBLIC_URL",
                        address(""),
                        "TLS",
                        "internal",
                        "STORAGE",
                        "127.0.0.1:" + port("storage"),
                        "WEB",
                        "127.0.0.1:" + port("web-1") + " 127.0.0.1:" + port("web-2"),
                        "XDG_DATA_HOME",
                        work.resolve("caddy").toString(),
                        "XDG_CONFIG_HOME",
                        work.resolve("caddy").toString()));
        process = builder.start();
        var visitor = new ProxyVisitor();
        await("the proxy serves")
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> visitor.get(address("/login")).statusCode() == 200);
    }

    String address(String path) {
        return "https://localhost:" + port("https") + path;
    }

    private int port(String name) {
        return ports.applyAsInt(name);
    }

    /** The image's own health command, at another port. */
    boolean isHealthy() throws Exception {
        var command = dockerfile.healthCommand("proxy").stream()
                .map(word -> word.replace("127.0.0.1:8090", "127.0.0.1:" + port("alive")))
                .toList();
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    void holdsAVisitorAtOneNode() throws Exception {
        var visitor = new ProxyVisitor();
        assertThat(cookies(visitor.get(address("/login")))).contains("ayka-node=", "ayka-session=", "Secure");
        for (int i = 0; i < 6; i++) {
            var again = visitor.get(address("/login"));
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(cookies(again)).as("the same node knows the session").doesNotContain("ayka-session=");
        }
    }

    void keepsTheInsideInside() throws Exception {
        var visitor = new ProxyVisitor();
        assertThat(visitor.get(address("/actuator/health")).statusCode()).isEqualTo(404);
        assertThat(visitor.get(address("/actuator/health/readiness")).statusCode())
                .isEqualTo(404);
        assertThat(visitor.get("http://localhost:" + port("http") + "/login").statusCode())
                .isEqualTo(308);
        assertThat(visitor.get(address("/objects/u/x")).statusCode())
                .as("without a signature")
                .isEqualTo(403);
    }

    void passesSignedSound(String key) throws Exception {
        var visitor = new ProxyVisitor();
        var sound = "a few seconds of sound".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        var sum = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(sound));
        try (var presigner = presigner(key)) {
            var put = presigner.presignPutObject(request -> request.signatureDuration(Duration.ofMinutes(5))
                    .putObjectRequest(object -> object.bucket("objects")
                            .key("u/test/sound")
                            .contentLength((long) sound.length)
                            .contentType("audio/webm")
                            .checksumSHA256(sum)));
            var signed = Map.of("Content-Type", "audio/webm", "x-amz-checksum-sha256", sum);
            var address = put.url().toURI();
            assertThat(visitor.send("PUT", address, sound, signed).statusCode()).isEqualTo(200);
            assertThat(visitor.send("PUT", address, "something else".getBytes(StandardCharsets.UTF_8), signed)
                            .statusCode())
                    .as("other sound than was signed")
                    .isBetween(400, 403);
            assertThat(visitor.send("DELETE", address, NOTHING, Map.of()).statusCode())
                    .isEqualTo(403);
            var read = presigner.presignGetObject(request -> request.signatureDuration(Duration.ofMinutes(5))
                    .getObjectRequest(object -> object.bucket("objects").key("u/test/sound")));
            var heard = visitor.send("GET", read.url().toURI(), NOTHING, Map.of());
            assertThat(heard.body()).isEqualTo(sound);
            assertThat(heard.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("sandbox");
            assertThat(heard.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    private S3Presigner presigner(String key) {
        return S3Presigner.builder()
                .endpointOverride(URI.create(address("")))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("ayka", key)))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    private static String cookies(HttpResponse<?> answer) {
        return String.join("\n", answer.headers().allValues("Set-Cookie"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
