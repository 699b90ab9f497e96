package app.ayka.accounts;

import app.ayka.base.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.UUID;

/** How to address an account: in a mail, in its time zone. */
public record AccountAddress(UserId user, String name, String email, ZoneId timeZone) {

    static AccountAddress of(ResultSet row) throws SQLException {
        return new AccountAddress(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                ZoneId.of(row.getString("time_zone")));
    }
}
