package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    Path parent;

    private DataFolder folder;

    @BeforeEach
    void hold() {
        folder = DataFolder.hold(parent.resolve("data"));
    }

    @AfterEach
    void release() throws IOException {
        folder.close();
    }

    @Test
    void whatWasWrittenOutlivesADeadServer() throws Exception {
        try (var database = EmbeddedDatabase.start(folder)) {
            try (var connection = connect(database, database.password());
                    var statement = connection.createStatement()) {
                statement.execute("create table kept (id int)");
                statement.execute("insert into kept values (7)");
            }
            var killed = database.pid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                assertThat(database.pid()).isNotEqualTo(killed);
                assertThat(number(database, "select id from kept")).isEqualTo(7);
            });
        }
        assertThat(StalePostmaster.find(folder.path().resolve("postgres"))).isEmpty();
    }

    @Test
    void aServerThatIsKilledAgainWhileItComesBackComesBack() throws Exception {
        try (var database = EmbeddedDatabase.start(folder)) {
            for (int i = 0; i < 3; i++) {
                var killed = database.pid();
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> database.pid() != killed
                                && ProcessHandle.of(database.pid()).isPresent());
            }
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(number(database, "select 5")).isEqualTo(5));
        }
    }

    @Test
    void onlyThePasswordOfTheDataFolderOpensIt() throws Exception {
        try (var database = EmbeddedDatabase.start(folder)) {
            assertThatThrownBy(() -> connect(database, "wrong")).isInstanceOf(SQLException.class);
            assertThat(number(
                            database,
                            "select count(*) from pg_settings where name in "
                                    + "('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'on'"))
                    .isEqualTo(3);
        }
        // a lost password file costs the password only, never the data
        Files.delete(folder.path().resolve("database.key"));
        try (var database = EmbeddedDatabase.start(folder)) {
            assertThat(number(database, "select 1")).isEqualTo(1);
            assertThatThrownBy(() -> connect(database, "wrong")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aKillWhileTheClusterIsMadeCostsNothing() throws Exception {
        folder.close();
        var cluster = folder.path().resolve("postgres");
        var program = holdingProgram();
        // initdb writes this first; who finds it and no more has no cluster
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(cluster.resolve("postgresql.conf")));
        program.destroyForcibly().waitFor();
        assertThat(folder.path().resolve("postgres.new")).as("killed in time").exists();

        folder = DataFolder.hold(folder.path());
        try (var database = EmbeddedDatabase.start(folder)) {
            assertThat(number(database, "select 1")).isEqualTo(1);
        }
        try (var database = EmbeddedDatabase.start(folder)) {
            assertThat(number(database, "select 2")).isEqualTo(2);
        }
    }

    @Test
    void theServerOfAKilledProgramIsTakenOverAtOnce() throws Exception {
        folder.close();
        var program = holdingProgram();
        long orphan = serving(program);
        program.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(orphan))
                .as("PostgreSQL outlives its program")
                .isPresent();

        folder = DataFolder.hold(folder.path());
        var began = System.nanoTime();
        try (var database = EmbeddedDatabase.start(folder)) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            assertThat(number(database, "select 1")).isEqualTo(1);
        }
        assertThat(ProcessHandle.of(orphan)).isEmpty();
    }

    @Test
    void aNumberThatBelongsToAnotherProgramIsLeftAlone() throws Exception {
        var cluster = Files.createDirectories(folder.path().resolve("postgres"));
        Files.writeString(
                cluster.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + cluster + "\n");
        assertThat(StalePostmaster.find(cluster)).isEmpty();
        Files.writeString(cluster.resolve("postmaster.pid"), "");
        assertThat(StalePostmaster.find(cluster)).isEmpty();
    }

    private Process holdingProgram() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldDatabase.class.getName(),
                        folder.path().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long serving(Process program) throws IOException {
        try (var words = program.inputReader()) {
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                if (line.startsWith("serving ")) {
                    return Long.parseLong(line.substring("serving ".length()));
                }
            }
        }
        throw new IOException("the program ended before its database served");
    }

    private static Connection connect(EmbeddedDatabase database, String password) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), "postgres", password);
    }

    private static int number(EmbeddedDatabase database, String query) throws SQLException {
        try (var connection = connect(database, database.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
