package app.ayka.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Checks the database and sees to the application's and the system's role before the first migration: makes them and
 * keeps their passwords current, or, when an administrator made them, only tries their logins.
 */
final class DatabaseRoles {

    private static final long LOCK = 0x41594b41L; // one node at a time
    private static final int OLDEST = 15;

    private DatabaseRoles() {}

    static void ensure(DatabaseAccess access) {
        try (var connection = connect(access, access.owner(), access.ownerPassword())) {
            var version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw DatabaseProblem.tooOld(access, version);
            }
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, LOCK);
                lock.execute();
            }
            if (access.appPassword().isEmpty()) {
                make(connection, access.appRole(), access.passwordOf(access.appRole()));
            }
            if (access.systemPassword().isEmpty()) {
                make(connection, access.systemRole(), access.passwordOf(access.systemRole()));
            }
            connection.commit();
        } catch (SQLException e) {
            throw DatabaseProblem.of(access, e);
        }
        tryLogin(access, "ayka.database.app-password", access.appRole());
        tryLogin(access, "ayka.database.system-password", access.systemRole());
    }

    private static Connection connect(DatabaseAccess access, String user, String password) throws SQLException {
        var login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(access.url(), login);
    }

    // without a superuser's rights even "nosuperuser" may not be said of a role that exists, so only the password is
    private static void make(Connection connection, String role, String password) throws SQLException {
        var statement = exists(connection, role)
                ? "alter role %I login password %L"
                : "create role %I login password %L nosuperuser nocreatedb nocreaterole nobypassrls noinherit";
        // identifiers and passwords cannot be bound in utility statements; format() quotes them
        try (var format = connection.prepareStatement("select format('" + statement + "', ?, ?)")) {
            format.setString(1, role);
            format.setString(2, password);
            try (var row = format.executeQuery();
                    var utility = connection.createStatement()) {
                row.next();
                utility.execute(row.getString(1));
            }
        }
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        try (var query = connection.prepareStatement("select from pg_roles where rolname = ?")) {
            query.setString(1, role);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    // row-level security is worth nothing under a login that passes by it
    private static void tryLogin(DatabaseAccess access, String setting, String role) {
        try (var connection = connect(access, role, access.passwordOf(role));
                var query = connection.createStatement();
                var row = query.executeQuery(
                        "select rolsuper or rolbypassrls from pg_roles where rolname = current_user")) {
            if (row.next() && row.getBoolean(1)) {
                throw DatabaseProblem.roleUnusable(access, setting, role, "it bypasses row-level security");
            }
        } catch (SQLException e) {
            throw DatabaseProblem.roleUnusable(access, setting, role, String.valueOf(e.getMessage()));
        }
    }
}
