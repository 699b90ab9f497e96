package app.ayka.jobs.topology;

import app.ayka.platform.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The database and the object store of a topology, outside of every node. */
record Servers(Path folder, Process process, String databaseUrl, int storagePort, String accessKey, String secretKey)
        implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(10);

    static Servers start(JavaProcess java, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var words = folder.resolveSibling("servers.log");
        var process = java.start(
                words,
                Map.of(),
                List.of("-Xmx256m", "-XX:-RecordDynamicDumpInfo"),
                List.of(ServerProcess.class.getName(), folder.toString()));
        Patience.await("the servers, see " + words, START, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the servers ended by themselves, see " + words);
            }
            return Files.exists(folder.resolve(ServerProcess.ADDRESSES));
        });
        var told = Files.readAllLines(folder.resolve(ServerProcess.ADDRESSES));
        return new Servers(folder, process, told.get(0), Integer.parseInt(told.get(1)), told.get(2), told.get(3));
    }

    /** As the owner of the schema, whom no row-level security limits. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(databaseUrl, "postgres", "");
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
