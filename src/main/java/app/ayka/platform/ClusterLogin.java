package app.ayka.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;

/**
 * Who may log in to the embedded database. A new cluster trusts everybody on this machine; from its first start on it
 * wants the password that the data folder keeps.
 */
final class ClusterLogin {

    private static final String PASSWORD_ONLY = """
            # AYKA: nobody without the password in database.key
            host all all 127.0.0.1/32 scram-sha-256
            """;
    private static final String TRUST = """
            host all all 127.0.0.1/32 trust
            """;

    private ClusterLogin() {}

    /** Lets the next start set a new password, after the file with the old one was lost. */
    static void forget(Path cluster) throws IOException {
        if (Files.exists(cluster.resolve("PG_VERSION"))) {
            write(cluster, TRUST);
        }
    }

    static void require(EmbeddedPostgres server, Path cluster, String password) throws IOException, SQLException {
        if (Files.readString(hostRules(cluster)).equals(PASSWORD_ONLY)) {
            return;
        }
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            // hexadecimal, so there is nothing to quote
            statement.execute("alter role postgres password '" + password + "'");
            write(cluster, PASSWORD_ONLY);
            statement.execute("select pg_reload_conf()");
        }
    }

    private static void write(Path cluster, String rules) throws IOException {
        var temporary = cluster.resolve("pg_hba.conf.new");
        Files.writeString(temporary, rules);
        Files.move(temporary, hostRules(cluster), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path hostRules(Path cluster) {
        return cluster.resolve("pg_hba.conf");
    }
}
