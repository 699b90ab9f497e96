package app.ayka.accounts;

import app.ayka.base.PublicUrl;
import app.ayka.base.UserId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What administrators do to accounts. The database checks the role and keeps the last administrator once more (V2), and
 * ends all sessions, devices and capture tokens of an account that is disabled.
 */
@Service
@PreAuthorize("hasRole('ADMIN')")
public class UserAdministration {

    private static final Logger LOG = LoggerFactory.getLogger(UserAdministration.class);
    private static final Duration INVITATION = Duration.ofDays(7);
    private static final Duration NEW_PASSWORD = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final PublicUrl publicUrl;
    private final Clock clock;

    UserAdministration(JdbcClient jdbc, PlatformTransactionManager transactions, PublicUrl publicUrl, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Accounts whose name or address contains the text, by name. */
    @Transactional(readOnly = true)
    public List<UserRow> find(String text, int offset, int limit) {
        return jdbc.sql("""
                        select id, name, email, role, enabled, created_at, signed_in_at from app_user
                        where name ilike :like or email ilike :like
                        order by lower(name), email offset :offset limit :limit""")
                .param("like", contains(text))
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> row(row))
                .list();
    }

    /** Those of these accounts that there are. */
    @Transactional(readOnly = true)
    public List<UserRow> find(Set<UserId> users) {
        return jdbc.sql(
                        "select id, name, email, role, enabled, created_at, signed_in_at from app_user where id = any (?)")
                .param(users.stream().map(UserId::value).toArray(UUID[]::new))
                .query((row, n) -> row(row))
                .list();
    }

    @Transactional(readOnly = true)
    public int count(String text) {
        return jdbc.sql("select count(*) from app_user where name ilike :like or email ilike :like")
                .param("like", contains(text))
                .query(Integer.class)
                .single();
    }

    /** A link with which the owner of the address makes their account, whether sign-up is open or not. */
    @Transactional
    public InviteResult invite(String address) {
        var email = EmailAddress.parse(address).orElse(null);
        if (email == null) {
            return new InviteResult.InvalidAddress();
        }
        if (jdbc.sql("select count(*) from app_user where email = ?")
                        .param(email.value())
                        .query(Integer.class)
                        .single()
                > 0) {
            return new InviteResult.AddressTaken();
        }
        return link("JOIN", email.value(), null, INVITATION);
    }

    /** A link with which the account's owner sets a new password; empty when there is no such account. */
    @Transactional
    public Optional<InviteResult.Link> passwordLink(UserId user) {
        return jdbc.sql("select email from app_user where id = ? and enabled")
                .param(user.value())
                .query(String.class)
                .optional()
                .map(email -> link("PASSWORD", email, user.value(), NEW_PASSWORD));
    }

    /** Lets an account in or shuts it out; when shut out, its sessions, devices and tokens end at once. */
    public ChangeUserResult setEnabled(UserId user, boolean enabled) {
        return change(user, "update app_user set enabled = :value::boolean where id = :id", String.valueOf(enabled));
    }

    /** Gives a role; the account signs in anew. */
    public ChangeUserResult setRole(UserId user, Role role) {
        return change(user, "update app_user set role = :value where id = :id", role.name());
    }

    private ChangeUserResult change(UserId user, String sql, String value) {
        try {
            var changed = transaction.execute(status -> jdbc.sql(sql)
                    .param("value", value)
                    .param("id", user.value())
                    .update());
            LOG.info("an administrator changed account {} to {}", user, value);
            return changed != null && changed == 1 ? ChangeUserResult.CHANGED : ChangeUserResult.UNKNOWN;
        } catch (DataAccessException e) {
            if (SqlState.of(e).equals(SqlState.LAST_ADMINISTRATOR)) {
                return ChangeUserResult.LAST_ADMINISTRATOR;
            }
            throw e;
        }
    }

    private InviteResult.Link link(String kind, String email, @Nullable UUID user, Duration validFor) {
        var code = Secrets.random(32);
        var until = clock.instant().plus(validFor);
        jdbc.sql("select 1 from (select account_link_make(:hash, :kind, :email, :user::uuid, :until)) done")
                .param("hash", Secrets.hash(code))
                .param("kind", kind)
                .param("email", email)
                .param("user", user == null ? null : user.toString())
                .param("until", Timestamp.from(until))
                .query(Integer.class)
                .single();
        return new InviteResult.Link(URI.create(publicUrl.resolve("/welcome?code=") + code), email, until);
    }

    private static String contains(String text) {
        return "%" + text.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private static UserRow row(ResultSet row) throws SQLException {
        return new UserRow(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                row.getBoolean("enabled"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("signed_in_at")));
    }
}
