package app.ayka.accounts.login;

import app.ayka.accounts.EmailAddress;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The questions that a login asks of the database through its security-definer functions (V2, ADR-0006). */
@Component
class LoginAccounts {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LoginSettings settings;
    private final Clock clock;

    LoginAccounts(JdbcClient jdbc, PlatformTransactionManager transactions, LoginSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
        this.clock = clock;
    }

    Optional<LoginAccount> byEmail(EmailAddress email) {
        return jdbc.sql("select * from account_by_email(?)")
                .param(email.value())
                .query((row, n) -> LoginAccount.of(row))
                .optional();
    }

    Optional<LoginAccount> byIdentity(String issuer, String subject) {
        return jdbc.sql("select * from account_by_identity(?, ?)")
                .params(issuer, subject)
                .query((row, n) -> LoginAccount.of(row))
                .optional();
    }

    boolean isSessionGood(UserId user, int epoch, @Nullable String series) {
        return jdbc.sql("""
                        select account_session_good(:user, :epoch, :series::text, make_interval(secs => :staying),
                            make_interval(secs => :until_closed))""")
                .param("user", user.value())
                .param("epoch", epoch)
                .param("series", series)
                .param("staying", settings.staySignedIn().toSeconds())
                .param("until_closed", settings.untilClosed().toSeconds())
                .query(Boolean.class)
                .single();
    }

    void signedIn(UserId user) {
        ActingUser.run(
                user,
                () -> transaction.executeWithoutResult(
                        status -> jdbc.sql("update app_user set signed_in_at = ? where id = ?")
                                .params(Timestamp.from(clock.instant()), user.value())
                                .update()));
    }

    /** Stores the same password under stronger parameters; sessions go on. */
    void rehashed(UserId user, String hash) {
        ActingUser.run(
                user,
                () -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("select set_config('ayka.rehash', 'on', true)")
                            .query(String.class)
                            .single();
                    jdbc.sql("update app_user set password_hash = ? where id = ?")
                            .params(hash, user.value())
                            .update();
                }));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the identity was linked meanwhile */
    void link(UserId user, String issuer, String subject) {
        ActingUser.run(
                user,
                () -> transaction.executeWithoutResult(status -> jdbc.sql(
                                "insert into user_identity (issuer, subject, owner_id, created_at) values (?, ?, ?, ?)")
                        .params(issuer, subject, user.value(), Timestamp.from(clock.instant()))
                        .update()));
    }
}
