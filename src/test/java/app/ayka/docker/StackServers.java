package app.ayka.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** PostgreSQL after the compose file's first start, and free ports. */
final class StackServers {

    private StackServers() {}

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Asks everybody but the superuser for the password, so that the roles' passwords are tried. */
    static EmbeddedPostgres database(Path folder, Path secrets) throws IOException, InterruptedException, SQLException {
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setServerConfig("max_connections", "300")
                .setServerConfig("password_encryption", "scram-sha-256")
                .start();
        Files.writeString(
                folder.resolve("pg_hba.conf"),
                "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select pg_reload_conf()");
        }
        var script = new ProcessBuilder("docker/database/10-ayka.sh").inheritIO();
        script.environment()
                .putAll(Map.of(
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        String.valueOf(server.getPort()),
                        "POSTGRES_USER",
                        "postgres",
                        "SECRETS",
                        secrets.toString()));
        assertThat(script.start().waitFor()).as("the database's first start").isZero();
        return server;
    }

    /** Rows of two columns: name and number. */
    static Map<String, Long> numbers(EmbeddedPostgres server, String query) throws SQLException {
        try (var connection = server.getDatabase("postgres", "ayka").getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var numbers = new TreeMap<String, Long>();
            while (rows.next()) {
                numbers.put(rows.getString(1), rows.getLong(2));
            }
            return numbers;
        }
    }
}
