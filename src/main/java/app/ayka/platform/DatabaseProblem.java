package app.ayka.platform;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a database's refusal means for the person who wrote the settings. */
final class DatabaseProblem {

    private static final String OR_EMBEDDED = "; leave it empty for the embedded database";

    private DatabaseProblem() {}

    static UnusableSettingException of(DatabaseAccess access, SQLException failure) {
        var state = failure.getSQLState() == null ? "" : failure.getSQLState();
        var tried = access.place() + " as user " + access.owner();
        var said = " (" + firstLine(failure.getMessage()) + ")";
        if (state.equals("28P01") || state.startsWith("28")) {
            return problem(
                    "ayka.database.password",
                    tried + said,
                    "correct ayka.database.username and ayka.database.password",
                    failure);
        }
        if (state.equals("3D000")) {
            return problem("ayka.database.url", tried + said, "create that database or name one that exists", failure);
        }
        if (state.equals("42501")) {
            return problem(
                    "ayka.database.username",
                    tried + said,
                    "let it create roles (alter role " + access.owner() + " createrole), or create " + access.appRole()
                            + " and " + access.systemRole()
                            + " beforehand and set ayka.database.app-password and ayka.database.system-password",
                    failure);
        }
        if (failure.getMessage() != null && failure.getMessage().contains("No suitable driver")) {
            return problem(
                    "ayka.database.url",
                    access.place(),
                    "write jdbc:postgresql://host:5432/database" + OR_EMBEDDED,
                    failure);
        }
        return problem(
                "ayka.database.url",
                tried + said,
                "start the PostgreSQL server or correct the setting" + OR_EMBEDDED,
                failure);
    }

    static UnusableSettingException tooOld(DatabaseAccess access, int version) {
        return new UnusableSettingException(
                "ayka.database.url", access.place(), "it is PostgreSQL " + version + ", AYKA needs 15 or later");
    }

    static UnusableSettingException roleUnusable(DatabaseAccess access, String setting, String role, String reason) {
        return new UnusableSettingException(
                setting,
                "role " + role + " at " + access.place() + " (" + reason + ")",
                "give it a login without superuser and bypassrls, and set its password");
    }

    private static UnusableSettingException problem(String setting, String tried, String advice, SQLException cause) {
        return new UnusableSettingException(setting, tried, advice, cause);
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "no reason given"
                : message.lines().findFirst().orElse("").replace("FATAL: ", "");
    }
}
