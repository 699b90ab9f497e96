package app.ayka.accounts.login;

import app.ayka.accounts.Role;
import app.ayka.base.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a login needs to know of an account, before anybody is signed in. */
record LoginAccount(
        UserId user,
        String email,
        String name,
        Role role,
        boolean enabled,
        boolean emailVerified,
        @Nullable String passwordHash,
        int epoch) {

    static LoginAccount of(ResultSet row) throws SQLException {
        return new LoginAccount(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getBoolean("enabled"),
                row.getBoolean("email_verified"),
                row.getString("password_hash"),
                row.getInt("session_epoch"));
    }

    @Override
    public String toString() {
        return "account " + user;
    }
}
