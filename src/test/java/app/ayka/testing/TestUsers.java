package app.ayka.testing;

import app.ayka.accounts.Passwords;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts for tests, each with its own rows; use with {@link ActingUser}. */
@TestComponent
public class TestUsers {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Passwords passwords;
    private final String database;

    public TestUsers(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Passwords passwords,
            @Value("${ayka.database.url}") String database) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Gives an account a password and, when {@code admin}, the role; done by the schema's owner, as an operator would. */
    public void setUp(UserId user, String password, boolean admin) {
        try (var owner = DriverManager.getConnection(database, "postgres", "");
                var update = owner.prepareStatement(
                        "update app_user set password_hash = ?, role = ?, email_verified = true where id = ?")) {
            update.setString(1, passwords.hash(password));
            update.setString(2, admin ? "ADMIN" : "USER");
            update.setObject(3, user.value());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("account " + user + " could not be set up", e);
        }
    }

    /** What an operator may do to the rows of everybody: SQL as the schema's owner. */
    public JdbcClient schema() {
        return JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
    }

    /** The address under which {@link #register} made the account. */
    public static String email(String name, UserId user) {
        return name.toLowerCase(Locale.ROOT) + "-" + user + "@example.org";
    }

    /** A new account with role USER and an e-mail address of its own. */
    public UserId register(String name) {
        var user = new UserId(UUID.randomUUID());
        ActingUser.run(
                user,
                () -> transaction.executeWithoutResult(status -> jdbc.sql(
                                "insert into app_user (id, email, role, name, created_at) values (?, ?, 'USER', ?, now())")
                        .params(user.value(), email(name, user), name)
                        .update()));
        return user;
    }
}
