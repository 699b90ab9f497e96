package app.ayka.accounts;

import app.ayka.accounts.CreateAccountResult.Created;
import app.ayka.accounts.CreateAccountResult.Invalid;
import app.ayka.accounts.CreateAccountResult.NotOpen;
import app.ayka.base.PlainText;
import app.ayka.base.UserId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** One-time links that administrators hand out: join, or choose a new password. */
@Service
public class AccountLinks {

    private static final Logger LOG = LoggerFactory.getLogger(AccountLinks.class);

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Clock clock;

    AccountLinks(JdbcClient jdbc, Passwords passwords, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** What a link is for; empty when it was used, replaced, never made or is too old. */
    public Optional<AccountLink> find(String code) {
        return jdbc.sql("select kind, email from account_link_find(?, ?)")
                .params(Secrets.hash(code), Timestamp.from(clock.instant()))
                .query((row, n) -> new AccountLink(row.getString("kind").equals("JOIN"), row.getString("email")))
                .optional();
    }

    /**
     * Uses a link up: makes the account, or gives it the new password and ends its other sessions.
     *
     * @param typed its address is ignored, the link's counts; its name too when the account exists
     */
    public CreateAccountResult use(String code, NewAccount typed) {
        var link = find(code).orElse(null);
        if (link == null) {
            return new NotOpen();
        }
        var name = link.joins() ? typed.name() : link.email();
        var account = new NewAccount(name, link.email(), typed.password(), typed.timeZone());
        var problems = account.problems();
        if (!problems.isEmpty()) {
            return new Invalid(problems);
        }
        var user = jdbc.sql("select account_link_use(?, ?, ?, ?, ?, ?)")
                .params(
                        Secrets.hash(code),
                        Timestamp.from(clock.instant()),
                        UUID.randomUUID(),
                        PlainText.line(name),
                        passwords.hash(account.password()),
                        account.timeZone().getId())
                .query((row, n) -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .single();
        user.ifPresent(id -> LOG.info("account {} used a one-time link", id));
        return user.<CreateAccountResult>map(id -> new Created(new UserId(id))).orElseGet(NotOpen::new);
    }

    /**
     * @param joins whether it makes an account, rather than giving one a new password
     */
    public record AccountLink(boolean joins, String email) {}
}
