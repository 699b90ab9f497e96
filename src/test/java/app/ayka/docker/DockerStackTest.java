package app.ayka.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What the images and the compose file start, started without an engine; {@code docker/check run} builds it before. */
@Tag("slow")
class DockerStackTest {

    private static final Duration READY = Duration.ofMinutes(6);
    private static final byte[] NOTHING = new byte[0];

    private final Map<String, Integer> ports = new TreeMap<>();
    private final StringBuilder figures = new StringBuilder();

    @TempDir
    Path work;

    @Test
    void everyCommandOfTheComposeFileRunsAsAPlainProcess() throws Exception {
        var given = System.getenv("AYKA_DOCKER_IMAGE");
        assumeTrue(given != null, "docker/check run builds what this test starts");
        var image = Path.of(given);
        for (var name : new String[] {"storage", "web-1", "web-2", "worker-1", "worker-2", "https", "http", "alive"}) {
            ports.put(name, StackServers.freePort());
        }
        var secrets = work.resolve("secrets");
        var setup = new ProcessBuilder("docker/setup").inheritIO();
        setup.environment().put("SECRETS", secrets.toString());
        assertThat(setup.start().waitFor()).isZero();

        try (var database = StackServers.database(work.resolve("postgres"), secrets);
                var containers = containers(image, secrets, database)) {
            say("user", containers.isAnotherUser() ? "10001" : "the tester's own");
            containers.start("storage", "storage", "storage", Map.of());
            await().atMost(READY).until(() -> containers.isHealthy("storage", "8333", port("storage")));
            node(containers, "web-1", "web-1", "web", "8080");
            node(containers, "web-2", "web-2", "web", "8080");
            node(containers, "worker", "worker-1", "worker", "8081");
            node(containers, "worker", "worker-2", "worker", "8081");
            rolesAreRight(database);
            proxy(secrets);
            try {
                theProxyServes(secrets);
                aWebNodeLeavesUnnoticed(containers);
                assertThat(containers.terminate("worker", "worker-1"))
                        .as("SIGTERM reaches Java")
                        .isEqualTo(143);
                assertThat(containers.isHealthy("worker", "8081", port("worker-2")))
                        .isTrue();
                assertThat(containers.cacheIsGood()).as("the AOT cache fits").isZero();
                figuresWithoutTheCache(containers);
            } finally {
                proxyProcess.destroyForcibly();
            }
            assertThat(Files.readString(containers.log("web-2"))).doesNotContain("no such setting");
        } finally {
            Files.writeString(Files.createDirectories(Path.of("target/docker")).resolve("figures.txt"), figures);
        }
    }

    private PlainContainers containers(Path image, Path secrets, EmbeddedPostgres database) throws Exception {
        var compose = Compose.read(
                "compose.yml", name -> name.equals("PUBLIC_URL") ? "https://localhost:" + port("https") : null);
        return new PlainContainers(
                image,
                work,
                Dockerfile.read(),
                compose,
                secrets,
                text -> text.replace("database:5432", "127.0.0.1:" + database.getPort())
                        .replace("storage:8333", "127.0.0.1:" + port("storage"))
                        .replace("0.0.0.0:8333", "127.0.0.1:" + port("storage")));
    }

    private Process node(
            PlainContainers containers, String service, String name, String target, String port, String... options)
            throws Exception {
        var began = System.nanoTime();
        var process =
                containers.start(service, name, target, Map.of("SERVER_PORT", String.valueOf(port(name))), options);
        await(name + " is healthy")
                .atMost(READY)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    assertThat(process.isAlive())
                            .as(Files.readString(containers.log(name)))
                            .isTrue();
                    return containers.isHealthy(target, port, port(name));
                });
        say(
                name + (options.length == 0 ? "" : " without the cache"),
                String.format(
                        java.util.Locale.ROOT,
                        "healthy after %.1f s, %.1f s of processor time",
                        (System.nanoTime() - began) / 1e9,
                        PlainContainers.cpu(process).toMillis() / 1e3));
        return process;
    }

    private static void rolesAreRight(EmbeddedPostgres database) throws Exception {
        assertThat(StackServers.numbers(
                        database, "select tableowner, count(*) from pg_tables where schemaname = 'public' group by 1"))
                .containsOnlyKeys("ayka_owner");
        assertThat(StackServers.numbers(
                        database,
                        "select rolname, count(*) from pg_roles where rolname like 'ayka%' and (rolsuper or rolbypassrls"
                                + " or rolcreaterole) group by 1"))
                .isEmpty();
        assertThat(StackServers.numbers(database, "select lower(role), count(*) from cluster_node group by 1"))
                .containsEntry("worker", 2L);
    }

    private Process proxyProcess;

    /** The shipped configuration; only ports differ. */
    private void proxy(Path secrets) throws Exception {
        var configuration = work.resolve("Caddyfile");
        Files.writeString(
                configuration,
                Compose.text("Caddyfile")
                        .replace("http_port 8080", "http_port " + port("http"))
                        .replace("https_port 8443", "https_port " + port("https"))
                        .replace("{\n\t# the container's", "{\n\tadmin off\n\t# the container's")
                        .replace("127.0.0.1:8090", "127.0.0.1:" + port("alive")));
        var builder = new ProcessBuilder("caddy", "run", "--config", configuration.toString(), "--adapter", "caddyfile")
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
        proxyProcess = builder.start();
        var visitor = new ProxyVisitor();
        await("the proxy serves")
                .atMost(READY)
                .ignoreExceptions()
                .until(() -> visitor.get(address("/login")).statusCode() == 200);
    }

    private void theProxyServes(Path secrets) throws Exception {
        var visitor = new ProxyVisitor();
        assertThat(cookies(visitor.get(address("/login")))).contains("ayka-node=", "ayka-session=", "Secure");
        for (int i = 0; i < 6; i++) {
            var again = visitor.get(address("/login"));
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(cookies(again)).as("the same node knows the session").doesNotContain("ayka-session=");
        }
        assertThat(visitor.get(address("/actuator/health")).statusCode()).isEqualTo(404);
        assertThat(visitor.get(address("/actuator/health/readiness")).statusCode())
                .isEqualTo(404);
        assertThat(visitor.get("http://localhost:" + port("http") + "/login").statusCode())
                .isEqualTo(308);
        assertThat(visitor.get("http://127.0.0.1:" + port("alive") + "/").statusCode())
                .isEqualTo(200);
        assertThat(visitor.get(address("/objects/u/x")).statusCode())
                .as("without a signature")
                .isEqualTo(403);
        sound(visitor, secrets);
    }

    private void sound(ProxyVisitor visitor, Path secrets) throws Exception {
        var key = Files.readString(secrets.resolve("storage-key"));
        var sound = "a few seconds of sound".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        var sum = Base64.getEncoder()
                .encodeToString(
                        java.security.MessageDigest.getInstance("SHA-256").digest(sound));
        try (var presigner = S3Presigner.builder()
                .endpointOverride(URI.create(address("")))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("ayka", key)))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
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

    /** SIGTERM: readiness goes down while pages are still served, and nobody behind the proxy meets a refusal. */
    private void aWebNodeLeavesUnnoticed(PlainContainers containers) throws Exception {
        var began = System.nanoTime();
        var end = CompletableFuture.supplyAsync(() -> {
            try {
                return containers.terminate("web-1", "web-1");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var visitor = new ProxyVisitor();
        var direct = "http://127.0.0.1:" + port("web-1");
        await("readiness is down")
                .atMost(Duration.ofSeconds(5))
                .until(() -> visitor.get(direct + "/actuator/health/readiness").statusCode() == 503);
        assertThat(visitor.get(direct + "/login").statusCode())
                .as("still served")
                .isEqualTo(200);
        var asked = 0;
        while (!end.isDone()) {
            assertThat(new ProxyVisitor().get(address("/login")).statusCode()).isEqualTo(200);
            asked++;
        }
        assertThat(end.get()).as("SIGTERM reaches Java").isEqualTo(143);
        assertThat(asked).isPositive();
        say(
                "web-1's end",
                String.format(
                        java.util.Locale.ROOT,
                        "%.1f s, %d pages through the proxy meanwhile, none refused",
                        (System.nanoTime() - began) / 1e9,
                        asked));
    }

    private void figuresWithoutTheCache(PlainContainers containers) throws Exception {
        node(containers, "web-1", "web-1", "web", "8080");
        assertThat(containers.terminate("web-1", "web-1")).isEqualTo(143);
        node(containers, "web-1", "web-1", "web", "8080", "-XX:AOTMode=off");
    }

    private static String cookies(HttpResponse<?> answer) {
        return String.join("\n", answer.headers().allValues("Set-Cookie"));
    }

    private String address(String path) {
        return "https://localhost:" + port("https") + path;
    }

    private int port(String name) {
        return ports.get(name);
    }

    private void say(String what, String figure) {
        figures.append(what).append(": ").append(figure).append('\n');
    }
}
