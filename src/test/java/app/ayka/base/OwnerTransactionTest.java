package app.ayka.base;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.testing.AykaTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AykaTest
class OwnerTransactionTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void aTransactionCarriesTheActingUserAndForgetsItAtItsEnd() {
        var anna = new UserId(UUID.randomUUID());

        var seen = ActingUser.call(
                anna,
                () -> new TransactionTemplate(transactions)
                        .execute(status ->
                                jdbc.sql("select ayka_user()").query(UUID.class).single()));

        assertThat(seen).isEqualTo(anna.value());
        assertThat(jdbc.sql("select ayka_user()").query(UUID.class).optional()).isEmpty();
    }

    @Test
    void aQueryWithoutAWhereSeesNothingOfOthers() {
        var anna = register("anna");
        var ben = register("ben");

        var seenByBen = ActingUser.call(
                ben,
                () -> new TransactionTemplate(transactions)
                        .execute(status -> jdbc.sql("select id from app_user")
                                .query(UUID.class)
                                .list()));

        assertThat(seenByBen).containsExactly(ben.value()).doesNotContain(anna.value());
        assertThat(jdbc.sql("select id from app_user").query(UUID.class).list()).isEmpty();
    }

    private UserId register(String name) {
        var user = new UserId(UUID.randomUUID());
        ActingUser.run(
                user,
                () -> new TransactionTemplate(transactions)
                        .executeWithoutResult(status -> jdbc.sql(
                                        "insert into app_user (id, email, role, name, created_at) values (?, ?, 'USER', ?, now())")
                                .params(user.value(), name + "-" + user + "@example.org", name)
                                .update()));
        return user;
    }
}
