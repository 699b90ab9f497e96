package app.ayka.testing;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts for tests, each with its own rows; use with {@link ActingUser}. */
@TestComponent
public class TestUsers {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public TestUsers(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A new account with role USER and an e-mail address of its own. */
    public UserId register(String name) {
        var user = new UserId(UUID.randomUUID());
        ActingUser.run(
                user,
                () -> transaction.executeWithoutResult(status -> jdbc.sql(
                                "insert into app_user (id, email, role, name, created_at) values (?, ?, 'USER', ?, now())")
                        .params(
                                user.value(),
                                name.toLowerCase(java.util.Locale.ROOT) + "-" + user + "@example.org",
                                name)
                        .update()));
        return user;
    }
}
