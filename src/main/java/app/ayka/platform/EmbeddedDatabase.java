package app.ayka.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL under the data folder, durable, for a laptop without a database server. Only who can read the data folder
 * can log in. A server that dies is started again on the same port.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Set<String> DURABILITY = Set.of("fsync", "synchronous_commit", "full_page_writes");
    private static final int QUICK_ATTEMPTS = 40;
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration LATER = Duration.ofSeconds(10);

    private final Path dataFolder;
    private final Path cluster;
    private final String password;
    private EmbeddedPostgres postgres;
    private boolean closed;

    private EmbeddedDatabase(Path dataFolder) throws IOException, SQLException {
        this.dataFolder = dataFolder;
        this.cluster = dataFolder.resolve("postgres");
        var making = new NewCluster(cluster);
        making.discardHalfMade();
        making.begin();
        if (!Files.exists(dataFolder.resolve("database.key"))) {
            ClusterLogin.forget(cluster);
        }
        this.password = SecretFile.read(dataFolder, "database.key");
        this.postgres = launch(0);
        making.hasServed();
    }

    /** Starts the server. The data folder is this process's alone. */
    static EmbeddedDatabase start(DataFolder folder) {
        try {
            var database = new EmbeddedDatabase(folder.path());
            database.watch();
            log.info("embedded PostgreSQL runs on port {} with data in {}", database.port(), database.cluster);
            return database;
        } catch (IOException | SQLException | IllegalStateException e) {
            var root = "root".equals(System.getProperty("user.name"));
            throw new UnusableSettingException(
                    "ayka.database.url",
                    "the embedded PostgreSQL in " + folder.path() + " (" + e.getMessage() + ")",
                    root
                            ? "as root it needs the command unshare and user namespaces: run AYKA as another user, or set a server"
                            : "read the log, or set a server",
                    e);
        }
    }

    synchronized String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    String password() {
        return password;
    }

    synchronized int port() {
        return postgres.getPort();
    }

    /** The server's process, as its own pid file says. */
    long pid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst().strip());
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        postgres.close();
    }

    private EmbeddedPostgres launch(int port) throws IOException, SQLException {
        StalePostmaster.stop(cluster);
        // a start that failed never lets go of this lock again; a data folder is one program's anyway
        Files.deleteIfExists(cluster.resolve("epg-lock"));
        var starter = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(
                        dataFolder.resolve("postgres-binaries").toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(
                        Duration.ofMinutes(2)) // it may have much to recover; one that ends is noticed at once
                .setPort(port)
                .setConnectConfig("password", password)
                // the library turns durability off for tests; here it is for keeps
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("jit", "off")
                .setServerConfig("max_wal_size", "512MB")
                .setServerConfig("listen_addresses", "127.0.0.1");
        EmbeddedPostgres server;
        try (var _ = new StartWatch(cluster)) {
            server = starter.start();
        }
        try {
            ClusterLogin.require(server, cluster, password);
            assertDurable(server);
            return server;
        } catch (IOException | SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void assertDurable(EmbeddedPostgres server) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var query = connection.createStatement()) {
            for (String setting : DURABILITY) {
                try (var row = query.executeQuery("show " + setting)) {
                    row.next();
                    if (!row.getString(1).equals("on")) {
                        throw new IllegalStateException(setting + " is " + row.getString(1) + ", data could be lost");
                    }
                }
            }
        }
    }

    private void watch() throws IOException {
        var server = ProcessHandle.of(pid());
        if (server.isPresent()) {
            server.get().onExit().thenRun(() -> revive(1));
        } else { // it died again between its start and this look
            CompletableFuture.runAsync(() -> revive(1));
        }
    }

    // the orphans of a killed server hold its memory for a moment, hence the attempts; a full disk may take longer
    private synchronized void revive(int attempt) {
        if (closed) {
            return;
        }
        try {
            var port = postgres.getPort();
            if (attempt == 1) {
                log.warn("the embedded PostgreSQL died; starting it again on port {}", port);
                postgres.close();
            }
            postgres = launch(port);
            watch();
            log.info("the embedded PostgreSQL runs again");
        } catch (IOException | SQLException | IllegalStateException e) {
            if (attempt == QUICK_ATTEMPTS) {
                log.error("the embedded PostgreSQL does not start again; trying every {} s", LATER.toSeconds(), e);
            }
            var pause = attempt < QUICK_ATTEMPTS ? SOON : LATER;
            CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> revive(attempt + 1));
        }
    }
}
