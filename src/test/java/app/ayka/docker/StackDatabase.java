package app.ayka.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The compose file's database: made, started, set up, asked for its health and ended by its commands, as the image of
 * PostgreSQL does, with the PostgreSQL that AYKA has inside.
 */
final class StackDatabase implements AutoCloseable {

    /** Has an account on every Linux, which initdb wants, and is not root, which it refuses. */
    private static final String NOBODY = "65534";

    private final Compose compose;
    private final Path secrets;
    private final Path folder;
    private final Path programs;
    private final int port;
    private final Process server;

    private StackDatabase(Compose compose, Path secrets, Path work) throws Exception {
        this.compose = compose;
        this.secrets = secrets;
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder = Files.createDirectories(work.resolve("postgres"));
        programs = programs(work);
        port = freePort();
        initialize(work);
        var command = new ArrayList<>(user());
        command.add(program("postgres"));
        command.addAll(List.of("-D", folder + "/data", "-k", folder.toString(), "-p", String.valueOf(port)));
        var given = Compose.words(service().get("command"));
        assertThat(given.getFirst()).isEqualTo("postgres");
        command.addAll(given.subList(1, given.size()));
        server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("postgres.log").toFile())
                .start();
        await("the database takes connections")
                .until(() -> ended(List.of(
                                program("psql"),
                                "-qc",
                                "select",
                                "-h",
                                folder.toString(),
                                "-p",
                                String.valueOf(port),
                                "-U",
                                "postgres"))
                        == 0);
    }

    static StackDatabase start(Compose compose, Path secrets, Path work) throws Exception {
        var database = new StackDatabase(compose, secrets, work);
        database.firstStart();
        return database;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** As the image does with an empty volume. */
    private void initialize(Path work) throws Exception {
        var password = work.resolve("postgres.password");
        Files.copy(secrets.resolve("database-superuser"), password);
        if (!user().isEmpty()) {
            Files.setAttribute(folder, "unix:uid", Integer.parseInt(NOBODY));
        }
        var environment = compose.environment("database");
        var command = new ArrayList<>(user());
        command.addAll(List.of(program("initdb"), "-D", folder + "/data", "--pwfile=" + password));
        command.add("--username=" + environment.get("POSTGRES_USER"));
        command.addAll(List.of(environment.get("POSTGRES_INITDB_ARGS").split(" ")));
        assertThat(ended(command)).as("initdb").isZero();
    }

    /** The image runs what lies in its folder for it, over the server's socket. */
    private void firstStart() throws Exception {
        var script = new ProcessBuilder("docker/database/10-ayka.sh").inheritIO();
        script.environment()
                .putAll(Map.of(
                        "PGHOST",
                        folder.toString(),
                        "PGPORT",
                        String.valueOf(port),
                        "POSTGRES_USER",
                        compose.environment("database").get("POSTGRES_USER"),
                        "SECRETS",
                        secrets.toString()));
        assertThat(script.start().waitFor()).as("the database's first start").isZero();
    }

    int port() {
        return port;
    }

    /** The compose file's own command, at another port. */
    boolean isHealthy() throws Exception {
        var command = new ArrayList<>(compose.healthCommand("database"));
        assertThat(command.removeFirst()).isEqualTo("CMD");
        command.addAll(List.of("-p", String.valueOf(port)));
        return ended(command) == 0;
    }

    /** Rows of two columns: name and number; asked with the superuser's password, over the network. */
    Map<String, Long> numbers(String query) throws SQLException, IOException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/ayka",
                        "postgres",
                        Files.readString(secrets.resolve("database-superuser")));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var numbers = new TreeMap<String, Long>();
            while (rows.next()) {
                numbers.put(rows.getString(1), rows.getLong(2));
            }
            return numbers;
        }
    }

    /** What the compose file's signal leads to: the exit code, or -1 after the grace period. */
    int end() throws IOException, InterruptedException {
        var signal = String.valueOf(service().get("stop_signal"));
        assertThat(ended(List.of("kill", "-" + signal.substring(3), String.valueOf(server.pid()))))
                .isZero();
        return server.waitFor(compose.stopGraceSeconds("database"), TimeUnit.SECONDS) ? server.exitValue() : -1;
    }

    @Override
    public void close() throws InterruptedException {
        server.destroy(); // never by force: its processes would outlive it
        server.waitFor(1, TimeUnit.MINUTES);
    }

    private Map<String, Object> service() {
        return compose.services().get("database");
    }

    private String program(String name) {
        var brought = programs.resolve(name);
        return Files.isExecutable(brought) ? brought.toString() : name;
    }

    private static Path programs(Path work) throws IOException, SQLException {
        try (var once = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(work.resolve("programs").toFile())
                        .start();
                var connection = once.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select setting from pg_config where name = 'BINDIR'")) {
            row.next();
            return Path.of(row.getString(1));
        }
    }

    private static List<String> user() {
        return System.getProperty("user.name").equals("root")
                ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups")
                : List.of();
    }

    private static int ended(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
    }
}
