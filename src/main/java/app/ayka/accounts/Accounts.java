package app.ayka.accounts;

import app.ayka.accounts.AccountSettings.SignUp;
import app.ayka.accounts.CreateAccountResult.AddressTaken;
import app.ayka.accounts.CreateAccountResult.Created;
import app.ayka.accounts.CreateAccountResult.Invalid;
import app.ayka.accounts.CreateAccountResult.NotOpen;
import app.ayka.base.ActingUser;
import app.ayka.base.PlainText;
import app.ayka.base.UserId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How accounts come to be, and what is asked of them while nobody is signed in yet. */
@Service
public class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Passwords passwords;
    private final AccountSettings settings;
    private final Clock clock;

    Accounts(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Passwords passwords,
            AccountSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.passwords = passwords;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether there is no administrator yet, so that the next visitor becomes one. */
    public boolean isSetupNeeded() {
        return jdbc.sql("select account_setup_needed()").query(Boolean.class).single();
    }

    public boolean isSignUpOpen() {
        return settings.signUp() == SignUp.OPEN && !isSetupNeeded();
    }

    /** Makes the first administrator. Of simultaneous visitors one is {@link Created}, the others are {@link NotOpen}. */
    public CreateAccountResult createAdministrator(NewAccount account) {
        return isSetupNeeded() ? create(account, Role.ADMIN, true) : new NotOpen();
    }

    /** Makes an account for a visitor, when sign-up is open. */
    public CreateAccountResult signUp(NewAccount account) {
        return isSignUpOpen() ? create(account, Role.USER, false) : new NotOpen();
    }

    /** Makes an account without a password for somebody whose address an outside issuer has verified. */
    public CreateAccountResult signUpVerified(String name, EmailAddress email, @Nullable String timeZone) {
        if (!isSignUpOpen()) {
            return new NotOpen();
        }
        var line = PlainText.line(name);
        var end = Math.min(line.length(), NewAccount.LONGEST_NAME);
        var shown = line.isEmpty() ? email.local() : line.substring(0, end);
        return insert(email, shown, null, Role.USER, true, zoneOf(timeZone));
    }

    /** The name and address by which AYKA addresses an account; empty when the acting user may not see it. */
    public Optional<AccountAddress> address(UserId user) {
        return Optional.ofNullable(
                transaction.execute(status -> jdbc.sql("select id, name, email, time_zone from app_user where id = ?")
                        .param(user.value())
                        .query((row, n) -> AccountAddress.of(row))
                        .optional()
                        .orElse(null)));
    }

    private CreateAccountResult create(NewAccount account, Role role, boolean verified) {
        var problems = account.problems();
        if (!problems.isEmpty()) {
            return new Invalid(problems);
        }
        var email = EmailAddress.parse(account.email()).orElseThrow();
        var hash = passwords.hash(account.password());
        return insert(email, PlainText.line(account.name()), hash, role, verified, account.timeZone());
    }

    private CreateAccountResult insert(
            EmailAddress email, String name, @Nullable String hash, Role role, boolean verified, ZoneId zone) {
        var user = new UserId(UUID.randomUUID());
        try {
            ActingUser.run(
                    user,
                    () -> transaction.executeWithoutResult(status -> jdbc.sql("""
                            insert into app_user (id, email, email_verified, password_hash, role, name, time_zone, created_at)
                            values (:id, :email, :verified, :hash, :role, :name, :zone, :at)""")
                            .param("id", user.value())
                            .param("email", email.value())
                            .param("verified", verified)
                            .param("hash", hash)
                            .param("role", role.name())
                            .param("name", name)
                            .param("zone", zone.getId())
                            .param("at", Timestamp.from(clock.instant()))
                            .update()));
        } catch (DataAccessException e) {
            return switch (SqlState.of(e)) {
                case SqlState.UNIQUE -> new AddressTaken();
                case SqlState.NOT_ALLOWED -> new NotOpen();
                default -> throw e;
            };
        }
        LOG.info("account {} was created with role {}", user, role);
        return new Created(user);
    }

    private static ZoneId zoneOf(@Nullable String id) {
        try {
            return id == null ? ZoneOffset.UTC : ZoneId.of(id);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
