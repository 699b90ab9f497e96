package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for passwords, as an operator's does. */
class WrongDatabaseTest {

    @TempDir
    static Path parent;

    private static DataFolder folder;
    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        folder = DataFolder.hold(parent.resolve("data"));
        database = EmbeddedDatabase.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        folder.close();
    }

    @Test
    void aWrongPasswordIsNamed() {
        assertRefused(access(database.jdbcUrl(), "postgres", "wrong", ""), "ayka.database.password: tried ");
    }

    @Test
    void aDatabaseThatIsMissingIsNamed() {
        assertRefused(
                access(database.jdbcUrl().replace("/postgres", "/nowhere"), "postgres", database.password(), ""),
                "ayka.database.url: tried .*/nowhere");
    }

    @Test
    void aServerThatIsAwayIsNamedWithoutTheSecretsOfItsUrl() {
        assertRefused(
                access("jdbc:postgresql://127.0.0.1:1/ayka?password=secret", "postgres", "", ""),
                "ayka.database.url: tried jdbc:postgresql://127.0.0.1:1/ayka as user postgres");
        assertRefused(access("postgres://127.0.0.1/ayka", "postgres", "", ""), "ayka.database.url: tried .*jdbc:");
    }

    @Test
    void anOwnerWhoMayNotMakeRolesIsToldBothWaysOut() throws SQLException {
        sql("create role plain login password 'plain'");
        assertRefused(
                new DatabaseAccess(database.jdbcUrl(), "plain", "plain", "new_app", "", "new_system", ""),
                "ayka.database.username: tried .*createrole.*ayka.database.app-password");
    }

    @Test
    void anOwnerWithoutSuperuserRightsMakesRolesAndStartsAgain() throws SQLException {
        sql("create role maker login createrole password 'maker'");
        var access = new DatabaseAccess(database.jdbcUrl(), "maker", "maker", "made_app", "", "made_system", "");
        DatabaseRoles.ensure(access);
        assertThatCode(() -> DatabaseRoles.ensure(access)).doesNotThrowAnyException();
    }

    @Test
    void rolesThatAnAdministratorMadeAreOnlyTried() throws SQLException {
        sql("create role ready_owner login password 'o'");
        sql("create role ready_app login password 'a'");
        sql("create role ready_system login password 's'");
        var right = new DatabaseAccess(database.jdbcUrl(), "ready_owner", "o", "ready_app", "a", "ready_system", "s");
        assertThatCode(() -> DatabaseRoles.ensure(right)).doesNotThrowAnyException();
        assertRefused(
                new DatabaseAccess(database.jdbcUrl(), "ready_owner", "o", "ready_app", "x", "ready_system", "s"),
                "ayka.database.app-password: tried role ready_app");
    }

    @Test
    void anApplicationRoleThatPassesByRowLevelSecurityIsRefused() throws SQLException {
        sql("create role mighty login superuser password 'm'");
        assertRefused(
                new DatabaseAccess(
                        database.jdbcUrl(), "postgres", database.password(), "mighty", "m", "some_system", ""),
                "ayka.database.app-password: tried role mighty.*bypasses row-level security");
    }

    private static DatabaseAccess access(String url, String owner, String password, String appPassword) {
        return new DatabaseAccess(url, owner, password, "ayka_app", appPassword, "ayka_system", "");
    }

    private static void assertRefused(DatabaseAccess access, String line) {
        assertThatThrownBy(() -> DatabaseRoles.ensure(access))
                .isInstanceOf(UnusableSettingException.class)
                .hasMessageMatching(Pattern.compile("^" + line + ".*"))
                .hasMessageNotContainingAny("secret", "\n")
                .satisfies(refused -> assertThat(refused.getMessage()).contains("; "));
    }

    private static void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", database.password());
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
