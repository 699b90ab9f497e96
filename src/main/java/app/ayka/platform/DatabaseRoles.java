package app.ayka.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Creates the application's and the system's role before the first migration, and keeps their passwords current. */
final class DatabaseRoles {

    private static final long LOCK = 0x41594b41L; // one node at a time

    private DatabaseRoles() {}

    static void ensure(DatabaseAccess access) throws SQLException {
        var login = new Properties();
        login.setProperty("user", access.owner());
        login.setProperty("password", access.ownerPassword());
        login.setProperty("connectTimeout", "5");
        try (var connection = DriverManager.getConnection(access.url(), login)) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, LOCK);
                lock.execute();
            }
            ensureRole(connection, access.appRole(), access.passwordOf(access.appRole()));
            ensureRole(connection, access.systemRole(), access.passwordOf(access.systemRole()));
            connection.commit();
        }
    }

    private static void ensureRole(Connection connection, String role, String password) throws SQLException {
        var verb = exists(connection, role) ? "alter" : "create";
        // identifiers and passwords cannot be bound in utility statements; format() quotes them
        try (var format = connection.prepareStatement("select format('" + verb
                + " role %I login password %L nosuperuser nocreatedb nocreaterole nobypassrls noinherit', ?, ?)")) {
            format.setString(1, role);
            format.setString(2, password);
            try (var row = format.executeQuery();
                    var statement = connection.createStatement()) {
                row.next();
                statement.execute(row.getString(1));
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
}
