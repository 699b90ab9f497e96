package app.ayka.accounts.login;

import app.ayka.accounts.EmailAddress;
import app.ayka.accounts.Passwords;
import app.ayka.accounts.login.ChangePasswordResult.Changed;
import app.ayka.accounts.login.ChangePasswordResult.Refused;
import app.ayka.accounts.login.ChangePasswordResult.WrongPassword;
import app.ayka.base.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The acting user's password. */
@Service
public class OwnPassword {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final CurrentUser currentUser;
    private final Passwords passwords;
    private final LoginThrottle throttle;

    OwnPassword(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            CurrentUser currentUser,
            Passwords passwords,
            LoginThrottle throttle) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.currentUser = currentUser;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /** Whether there is one; an account that came through an outside issuer has none until it sets one. */
    public boolean exists() {
        return stored().hash() != null;
    }

    /** Changes the password, or sets the first one ({@code current} is ignored then). */
    public ChangePasswordResult change(String current, String next) {
        var stored = stored();
        if (stored.hash() != null) {
            var wait = throttle.attempt(stored.email().value(), "its own session");
            if (wait.isPresent()) {
                return new WrongPassword(wait.get().toSeconds() + 1);
            }
            if (!passwords.matches(current, stored.hash())) {
                return new WrongPassword(0);
            }
            throttle.succeeded(stored.email().value(), "its own session");
        }
        var problem = passwords.problem(next, stored.email());
        if (problem.isPresent()) {
            return new Refused(problem.get());
        }
        store(passwords.hash(next));
        return new Changed();
    }

    private void store(String hash) {
        var session = SecurityContextUser.account();
        var epoch = transaction.execute(status -> {
            jdbc.sql("select set_config('ayka.keep_login', :series, true)")
                    .param("series", session.flatMap(SignedInAccount::series).orElse(""))
                    .query(String.class)
                    .single();
            return jdbc.sql("update app_user set password_hash = ? where id = ? returning session_epoch")
                    .params(hash, currentUser.require().value())
                    .query(Integer.class)
                    .single();
        });
        if (epoch != null) {
            session.ifPresent(account -> account.movedOnTo(epoch));
        }
    }

    private Stored stored() {
        var stored = transaction.execute(status -> jdbc.sql("select email, password_hash from app_user where id = ?")
                .param(currentUser.require().value())
                .query((row, n) -> new Stored(new EmailAddress(row.getString(1)), row.getString(2)))
                .single());
        if (stored == null) {
            throw new IllegalStateException("account " + currentUser.require() + " has no row");
        }
        return stored;
    }

    private record Stored(EmailAddress email, @Nullable String hash) {}
}
