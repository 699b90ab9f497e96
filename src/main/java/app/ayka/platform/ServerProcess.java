package app.ayka.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * PostgreSQL and an S3 store in a process of their own, as an operator's servers are, for several nodes on one machine. It
 * tells where they listen in a file, and ends with its standard input, that is with whoever started it.
 */
public final class ServerProcess {

    /** In the folder, once both serve: the database's JDBC address, the store's port, its access and its secret key. */
    public static final String ADDRESSES = "addresses";

    private ServerProcess() {}

    /** @param arguments the folder of their data */
    public static void main(String[] arguments) throws Exception {
        var folder = DataFolder.hold(Path.of(arguments[0]));
        try (var database = database(folder);
                var storage = EmbeddedStorage.start(folder, 0)) {
            var told = folder.path().resolve(ADDRESSES + ".new");
            Files.write(
                    told,
                    List.of(
                            "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres",
                            String.valueOf(storage.endpoint().getPort()),
                            EmbeddedStorage.ACCESS_KEY,
                            storage.secretKey()));
            Files.move(told, folder.path().resolve(ADDRESSES), StandardCopyOption.ATOMIC_MOVE);
            while (System.in.read() >= 0) {
                continue; // nobody says anything
            }
        }
    }

    private static EmbeddedPostgres database(DataFolder folder) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.path().resolve("postgres"))
                .setOverrideWorkingDirectory(
                        folder.path().resolve("postgres-binaries").toFile())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "300")
                .setServerConfig("jit", "off")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }
}
