package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.testing.AykaProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Workers in processes of their own, which join the servers of a test. */
final class WorkerProcesses {

    private static final Duration START = Duration.ofMinutes(6);

    private final Path folder;
    private final Environment settings;
    private final JdbcClient system;
    private final Map<String, Process> all = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();

    WorkerProcesses(Path folder, Environment settings, JdbcClient system) {
        this.folder = folder;
        this.settings = settings;
        this.system = system;
    }

    /** Starts one more and waits until it has joined. */
    void start(String... more) throws IOException {
        var port = freePort();
        var arguments = new ArrayList<>(List.of(
                "--ayka.role=worker",
                "--server.port=" + port,
                "--ayka.jobs.partitions=1",
                AykaProcess.asHere(settings, "ayka.data"),
                AykaProcess.asHere(settings, "ayka.models.path")));
        arguments.addAll(List.of(more));
        var before = names();
        var log = Files.createTempFile(folder, "worker", ".log");
        var worker = AykaProcess.start(settings, log, arguments);
        all.put(log.toString(), worker);
        await().atMost(START).until(() -> !worker.isAlive() || !before.containsAll(names()));
        assertThat(worker.isAlive()).as(Files.readString(log)).isTrue();
        names().stream().filter(name -> !before.contains(name)).forEach(name -> {
            all.put(name, worker);
            ports.put(name, port);
        });
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** The one that calls itself so. */
    Process named(String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    /** What its readiness answers, 0 when nobody is there. */
    int readiness(String name) {
        var address =
                "http://127.0.0.1:" + Objects.requireNonNull(ports.get(name), name) + "/actuator/health/readiness";
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(5000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** As leases and the queue call the workers, in the order of their starts. */
    List<String> names() {
        return system.sql(
                        "select name || '-' || left(id::text, 8) from cluster_node where role = 'worker' order by started_at")
                .query((row, index) -> row.getString(1))
                .list();
    }

    void killAll() {
        all.values().forEach(Process::destroyForcibly);
    }
}
