package app.ayka.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Forgets every {@code where} on every table that has owners. */
@AykaTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowLevelSecurityTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    TestUsers users;

    private final JdbcClient schema = OwnedRows.schema();
    private List<String> tables = List.of();
    private UserId anna = new UserId(UUID.randomUUID());
    private UserId ben = new UserId(UUID.randomUUID());

    @BeforeAll
    void allTables() {
        tables = OwnedRows.tables(schema).stream().filter(this::isReadable).toList();
        assertThat(tables).contains("recording", "utterance", "lead", "email_log", "persistent_login", "consent");
    }

    @BeforeEach
    void twoOwners() {
        anna = users.register("anna");
        ben = users.register("ben");
        OwnedRows.write(anna);
        OwnedRows.write(ben);
    }

    @Test
    void everyOwnedTableHasAPolicyThatBindsTheApplication() {
        for (var table : tables) {
            assertThat(schema.sql("select relrowsecurity from pg_class where oid = ?::regclass")
                            .param(table)
                            .query(Boolean.class)
                            .single())
                    .as("row-level security of %s", table)
                    .isTrue();
            assertThat(schema.sql("""
                                    select count(*) from pg_policies where tablename = ?
                                    and qual like '%owner_id = ayka_user()%' and with_check like '%owner_id = ayka_user()%'""").param(table).query(Integer.class).single())
                    .as("owner policy of %s", table)
                    .isPositive();
            assertThat(schema.sql("select count(*) from pg_policies where tablename = ? and policyname <> 'owner_only'"
                                    + " and roles && array['public', 'ayka_app']::name[]")
                            .param(table)
                            .query(Integer.class)
                            .single())
                    .as("policies of %s that would widen it", table)
                    .isZero();
        }
    }

    @Test
    void theApplicationOwnsNothingAndBypassesNothing() {
        for (var role : List.of("ayka_app", "ayka_system")) {
            assertThat(schema.sql("select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles"
                                    + " where rolname = ?")
                            .param(role)
                            .query(Boolean.class)
                            .single())
                    .as("powers of %s", role)
                    .isFalse();
            assertThat(schema.sql("select count(*) from pg_class where pg_get_userbyid(relowner) = ?")
                            .param(role)
                            .query(Integer.class)
                            .single())
                    .as("tables of %s", role)
                    .isZero();
            assertThat(schema.sql("select count(*) from pg_auth_members where member = ?::regrole")
                            .param(role)
                            .query(Integer.class)
                            .single())
                    .as("roles that %s could put on", role)
                    .isZero();
        }
        assertThat(jdbc.sql("select current_user").query(String.class).single()).isEqualTo("ayka_app");
    }

    @Test
    void tablesWithoutAPolicyCannotBeReadByTheApplication() {
        var writeOnly = OwnedRows.tables(schema).stream()
                .filter(table -> !tables.contains(table))
                .toList();
        for (var table : writeOnly) {
            assertThatThrownBy(() -> jdbc.sql("select * from " + table).query().listOfRows())
                    .as(table)
                    .hasStackTraceContaining("permission denied");
        }
        assertThatThrownBy(() -> jdbc.sql("select * from account_link").query().listOfRows())
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void aForgottenWhereReadsOnlyOnesOwn() {
        for (var table : tables) {
            assertThat(owners(table, ben)).as(table).containsExactly(ben.value());
            assertThat(jdbc.sql("select owner_id from " + table)
                            .query(UUID.class)
                            .list())
                    .as("%s without anybody acting", table)
                    .isEmpty();
        }
    }

    @Test
    void aForgottenWhereChangesAndDeletesOnlyOnesOwn() {
        for (var table : tables) {
            inATransactionOf(ben, client -> {
                assertThat(client.sql("update " + table + " set owner_id = owner_id")
                                .update())
                        .as("update of %s", table)
                        .isEqualTo(1);
                assertThat(client.sql("delete from " + table).update())
                        .as("delete from %s", table)
                        .isLessThanOrEqualTo(1);
            });
            assertThat(owners(table, anna)).as(table).containsExactly(anna.value());
        }
    }

    @Test
    void nobodyPutsARowUnderSomebodyElsesName() {
        for (var table : tables) {
            assertThatThrownBy(() -> inATransactionOf(
                            ben,
                            client -> client.sql("update " + table + " set owner_id = ?")
                                    .param(anna.value())
                                    .update()))
                    .as(table)
                    .hasStackTraceContaining("row-level security");
        }
    }

    @Test
    void aUserSeesOnlyTheirOwnAccountAndNobodyMakesThemselvesAdministrator() {
        inATransactionOf(
                ben,
                client -> assertThat(client.sql("select id from app_user")
                                .query(UUID.class)
                                .list())
                        .containsExactly(ben.value()));
        assertThatThrownBy(() -> inATransactionOf(
                        ben,
                        client ->
                                client.sql("update app_user set role = 'ADMIN'").update()))
                .hasStackTraceContaining("only an administrator");
        assertThatThrownBy(() -> inATransactionOf(
                        ben,
                        client -> client.sql("update app_user set email_verified = true")
                                .update()))
                .hasStackTraceContaining("only an administrator");
    }

    private boolean isReadable(String table) {
        return schema.sql("select has_table_privilege('ayka_app', ?, 'select')")
                .param(table)
                .query(Boolean.class)
                .single();
    }

    private List<UUID> owners(String table, UserId user) {
        var seen = ActingUser.call(
                user,
                () -> new TransactionTemplate(transactions)
                        .execute(status -> jdbc.sql("select distinct owner_id from " + table)
                                .query(UUID.class)
                                .list()));
        return seen == null ? List.of() : seen;
    }

    private void inATransactionOf(UserId user, Consumer<JdbcClient> work) {
        ActingUser.run(
                user,
                () -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    status.setRollbackOnly();
                    work.accept(jdbc);
                }));
    }
}
