package app.ayka.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What the images and the compose file start, started without an engine; {@code docker/check run} builds it before. */
@Tag("slow")
class DockerStackTest {

    private static final Duration READY = Duration.ofMinutes(6);
    private static final int STARTS = 3;

    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, Double> figures = new LinkedHashMap<>();

    @TempDir
    Path work;

    @Test
    void everyCommandOfTheComposeFileRunsAsAPlainProcess() throws Exception {
        var given = System.getenv("AYKA_DOCKER_IMAGE");
        assumeTrue(given != null, "docker/check run builds what this test starts");
        var image = Path.of(given);
        for (var name : new String[] {"storage", "web-1", "web-2", "worker-1", "worker-2", "https", "http", "alive"}) {
            ports.put(name, StackDatabase.freePort());
        }
        var secrets = work.resolve("secrets");
        var setup = new ProcessBuilder("docker/setup").inheritIO();
        setup.environment().put("SECRETS", secrets.toString());
        assertThat(setup.start().waitFor()).isZero();

        try (var database = StackDatabase.start(compose(), secrets, work);
                var containers = containers(image, secrets, database)) {
            figure("load_at_the_beginning", load());
            figure("user", containers.isAnotherUser() ? PlainContainers.USER : 0);
            assertThat(database.isHealthy()).isTrue();
            containers.start("storage", "storage", "storage", Map.of());
            await().atMost(READY).until(() -> containers.isHealthy("storage", "8333", port("storage")));
            node(containers, "web-1", "web-1", "web", "8080");
            node(containers, "web-2", "web-2", "web", "8080");
            node(containers, "worker", "worker-1", "worker", "8081");
            node(containers, "worker", "worker-2", "worker", "8081");
            rolesAreRight(database);
            try (var proxy = new StackProxy(work, Dockerfile.read(), this::port)) {
                assertThat(proxy.isHealthy()).isTrue();
                proxy.holdsAVisitorAtOneNode();
                proxy.keepsTheInsideInside();
                proxy.passesSignedSound(Files.readString(secrets.resolve("storage-key")));
                aWebNodeLeavesUnnoticed(containers, proxy);
            }
            assertThat(containers.end("worker", "worker-1"))
                    .as("SIGTERM reaches Java")
                    .isEqualTo(143);
            assertThat(containers.isHealthy("worker", "8081", port("worker-2"))).isTrue();
            whatTheCacheSaves(containers);
            assertThat(Files.readString(containers.log("web-2"))).doesNotContain("no such setting", "[warning]");
            for (var last : new String[] {"worker-2", "web-2", "storage"}) {
                assertThat(containers.end(last.replace("-2", "-1").replace("worker-1", "worker"), last))
                        .as(last)
                        .isEqualTo(143);
            }
            assertThat(database.end()).as("the database's end").isZero();
        } finally {
            writeFigures();
        }
    }

    private Compose compose() throws IOException {
        return Compose.read(
                "compose.yml", name -> name.equals("PUBLIC_URL") ? "https://localhost:" + port("https") : null);
    }

    private PlainContainers containers(Path image, Path secrets, StackDatabase database) throws Exception {
        return new PlainContainers(
                image,
                work,
                Dockerfile.read(),
                compose(),
                secrets,
                text -> text.replace("database:5432", "127.0.0.1:" + database.port())
                        .replace("storage:8333", "127.0.0.1:" + port("storage"))
                        .replace("0.0.0.0:8333", "127.0.0.1:" + port("storage")));
    }

    /** Seconds until the image's own health command is content, and of processor time until then. */
    private record Start(double seconds, double processor) {}

    private Start node(
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
        return new Start(
                (System.nanoTime() - began) / 1e9, PlainContainers.cpu(process).toMillis() / 1e3);
    }

    private static void rolesAreRight(StackDatabase database) throws Exception {
        assertThat(database.numbers(
                        "select tableowner, count(*) from pg_tables where schemaname = 'public' group by 1"))
                .containsOnlyKeys("ayka_owner");
        assertThat(database.numbers(
                        "select rolname, count(*) from pg_roles where rolname like 'ayka%' and (rolsuper or rolbypassrls"
                                + " or rolcreaterole) group by 1"))
                .isEmpty();
        assertThat(database.numbers("select lower(role), count(*) from cluster_node group by 1"))
                .containsEntry("worker", 2L);
        assertThat(database.numbers("select name, setting::bigint from pg_settings where name = 'max_connections'"))
                .containsValue(300L);
        assertThat(database.numbers(
                        "select name, (setting = 'on')::int from pg_settings where name = 'data_checksums'"))
                .containsValue(1L);
    }

    /** SIGTERM: readiness goes down while pages are still served, and nobody behind the proxy meets a refusal. */
    private void aWebNodeLeavesUnnoticed(PlainContainers containers, StackProxy proxy) throws Exception {
        var began = System.nanoTime();
        var leaving = containers.terminate("web-1");
        var visitor = new ProxyVisitor();
        var direct = "http://127.0.0.1:" + port("web-1");
        await("readiness is down")
                .atMost(Duration.ofSeconds(5))
                .until(() -> !containers.isHealthy("web", "8080", port("web-1")));
        assertThat(visitor.get(direct + "/login").statusCode())
                .as("still served")
                .isEqualTo(200);
        var asked = 0;
        while (leaving.isAlive()) {
            assertThat(new ProxyVisitor().get(proxy.address("/login")).statusCode())
                    .isEqualTo(200);
            asked++;
        }
        assertThat(leaving.exitValue()).as("SIGTERM reaches Java").isEqualTo(143);
        assertThat(asked).isPositive();
        figure("web_end_s", (System.nanoTime() - began) / 1e9);
        figure("pages_meanwhile", asked);
    }

    /** Turn by turn, so that a load that comes and goes meets both. */
    private void whatTheCacheSaves(PlainContainers containers) throws Exception {
        var with = new ArrayList<Start>();
        var without = new ArrayList<Start>();
        for (int i = 0; i < STARTS; i++) {
            with.add(node(containers, "web-1", "web-1", "web", "8080"));
            assertThat(containers.end("web-1", "web-1")).isEqualTo(143);
            without.add(node(containers, "web-1", "web-1", "web", "8080", "-XX:AOTMode=off"));
            assertThat(containers.end("web-1", "web-1")).isEqualTo(143);
        }
        figure("healthy_s", median(with, Start::seconds));
        figure("healthy_s_without_cache", median(without, Start::seconds));
        figure("processor_s", median(with, Start::processor));
        figure("processor_s_without_cache", median(without, Start::processor));
        assertThat(median(with, Start::processor)).isLessThan(median(without, Start::processor));
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> part) {
        return starts.stream().mapToDouble(part).sorted().toArray()[starts.size() / 2];
    }

    private int port(String name) {
        return ports.get(name);
    }

    private void figure(String name, double value) {
        figures.put(name, Math.round(value * 10) / 10.0);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void writeFigures() throws IOException {
        figure("cores", Runtime.getRuntime().availableProcessors());
        figure("load_at_the_end", load());
        Files.writeString(
                Files.createDirectories(Path.of("target/docker")).resolve("figures.json"),
                JsonMapper.shared().writeValueAsString(figures) + "\n");
    }
}
