package app.ayka.jobs.console.cli;

import app.ayka.base.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The way into a cluster: its database, by the settings that nodes have ({@code --ayka.database.url=…} or the
 * environment), else the one that {@code ayka run} embeds, whose port and password lie in the data folder. Whoever can
 * read these may do everything anyway, so there is no other secret and no open door.
 */
final class ClusterLogin {

    private static final int PORT_LINE = 3;

    private final Map<String, String> settings;
    private final Map<String, String> environment;

    ClusterLogin(Map<String, String> settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** @throws UsageException in words when there is no way in */
    Connection connect() {
        var url = setting("ayka.database.url", "");
        var login = new Properties();
        login.setProperty("connectTimeout", "5");
        login.setProperty("ApplicationName", "ayka jobs");
        if (url.isEmpty()) {
            var data = Path.of(setting("ayka.data", "./data"));
            url = "jdbc:postgresql://127.0.0.1:" + embeddedPort(data) + "/postgres";
            login.setProperty("user", "postgres");
            login.setProperty("password", line(data.resolve("database.key"), 0));
        } else {
            login.setProperty("user", setting("ayka.database.username", "postgres"));
            login.setProperty("password", setting("ayka.database.password", ""));
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new UnreachableException(
                    "--ayka.database.url is an address such as jdbc:postgresql://db.example.org:5432/ayka");
        }
        try {
            return DriverManager.getConnection(url, login);
        } catch (SQLException e) {
            throw new UnreachableException("the database at " + url.replaceFirst("\\?.*", "") + " lets nobody in: "
                    + String.valueOf(e.getMessage())
                            .lines()
                            .findFirst()
                            .orElse("no answer")
                            .replaceFirst("[.]?$", ".")
                    + " Check --ayka.database.url, .username and .password, or --ayka.data.");
        }
    }

    private static String embeddedPort(Path data) {
        var running = data.resolve("postgres").resolve("postmaster.pid");
        if (!Files.exists(running)) {
            throw new UnreachableException(
                    "no AYKA runs on the data folder " + data
                            + ". Start it, name another folder with --ayka.data=FOLDER, or a database with --ayka.database.url=URL.");
        }
        return line(running, PORT_LINE);
    }

    private static String line(Path file, int number) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.get(number).strip();
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new UnreachableException(file + " cannot be read: run this as the user whose AYKA it is.");
        }
    }

    private String setting(String name, String otherwise) {
        var given = settings.get(name);
        if (given != null) {
            return given;
        }
        var variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
        return environment.getOrDefault(variable, otherwise);
    }

    /** There is no way to the cluster; the message says what to do. */
    static final class UnreachableException extends RuntimeException {

        UnreachableException(String message) {
            super(message);
        }
    }
}
