package app.ayka.accounts;

import java.sql.SQLException;

/** The states by which the database refuses what its rules forbid (V2). */
final class SqlState {

    static final String UNIQUE = "23505";
    static final String NOT_ALLOWED = "42501";
    static final String LAST_ADMINISTRATOR = "AY001";

    private SqlState() {}

    static String of(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }
}
