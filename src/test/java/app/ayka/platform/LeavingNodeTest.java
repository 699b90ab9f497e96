package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.Ayka;
import app.ayka.testing.TestPlatform;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web node in a process of its own, and what visitors meet between SIGTERM and its end. */
class LeavingNodeTest {

    private static final Duration NOTICE = Duration.ofSeconds(4);

    /** Between the last page that was served and the refusal: the time between two looks, on a machine that is busy. */
    private static final Duration LOOK = Duration.ofMillis(1500);

    private final HttpClient visitor =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private int port;

    @TempDir
    Path folder;

    @Test
    void pagesAreServedForTheWholeNoticeWhileReadinessSaysNo() throws Exception {
        var node = start();
        try {
            await("the node is ready")
                    .atMost(Duration.ofMinutes(4))
                    .until(() -> !node.isAlive() || answer("/actuator/health/readiness") == 200);
            assertThat(node.isAlive()).as(Files.readString(log())).isTrue();

            var began = System.nanoTime();
            node.destroy(); // SIGTERM
            await("readiness says no")
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> answer("/actuator/health/readiness") == 503);
            var lastPage = began;
            for (var page = answer("/login"); page == 200; page = answer("/login")) {
                lastPage = System.nanoTime();
                var ready = answer("/actuator/health/readiness");
                assertThat(ready).as("503, or refused at the very end").isIn(503, 0);
            }
            assertThat(Duration.ofNanos(lastPage - began)).isGreaterThan(NOTICE.minus(LOOK));
            assertThat(node.waitFor(40, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).as("ended by the signal").isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(NOTICE);
        } finally {
            node.destroyForcibly();
        }
    }

    /** The status, or 0 when nobody is there. */
    private int answer(String path) throws InterruptedException {
        try {
            return visitor.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private Process start() throws IOException, SQLException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx500m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                Ayka.class.getName()));
        TestPlatform.running().settings().forEach(setting -> command.add("--" + setting));
        command.removeIf(word -> word.startsWith("--ayka.database.url=") || word.startsWith("--ayka.data="));
        command.addAll(List.of(
                "--ayka.database.url=" + freshDatabase(),
                "--ayka.data=" + folder.resolve("data"),
                "--ayka.role=web",
                "--ayka.leave-after=" + NOTICE.toSeconds() + "s",
                "--server.port=" + port));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private static String freshDatabase() throws SQLException {
        var shared = TestPlatform.running().databaseUrl();
        var name = "own_" + UUID.randomUUID().toString().replace('-', '_');
        try (var connection = DriverManager.getConnection(shared, "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return shared.replaceFirst("/postgres$", "/" + name);
    }

    private Path log() {
        return folder.resolve("node.log");
    }
}
