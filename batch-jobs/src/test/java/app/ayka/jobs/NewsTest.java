package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.tx.DirectConnections;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunOptions;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two web nodes hear of the same work: the test's own context, and one that listens beside it. */
@AykaTest
@Import(TestRecordings.class)
class NewsTest {

    @Autowired
    NotifiedProgress here;

    @Autowired
    GatheredNews gathered;

    @Autowired
    DirectConnections connections;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    TestUsers users;

    @Autowired
    TestRecordings recordings;

    private final List<Connection> opened = new CopyOnWriteArrayList<>();
    private final List<RecordingId> heardHere = new CopyOnWriteArrayList<>();
    private final List<RecordingId> heardThere = new CopyOnWriteArrayList<>();
    private DatabaseNews news;
    private UserId anna;

    @BeforeEach
    void anotherNode() {
        news = new DatabaseNews(() -> {
            var connection = connections.open();
            opened.add(connection);
            return connection;
        });
        var there = new NotifiedProgress(jdbc, transactions, gathered, news);
        anna = users.register("Anna");
        here.onChange(anna, heardHere::add);
        there.onChange(anna, heardThere::add);
        news.start();
        var ready = new RecordingId(UUID.randomUUID());
        await().untilAsserted(() -> {
            here.changed(anna, ready);
            assertThat(heardThere).contains(ready);
            assertThat(heardHere).contains(ready);
        });
    }

    @AfterEach
    void stop() {
        news.stop();
    }

    @Test
    void whatHappensAnywhereIsHeardOnEveryNode() {
        var recording = new RecordingId(UUID.randomUUID());
        new TransactionTemplate(transactions).executeWithoutResult(status -> here.changed(anna, recording));

        await().untilAsserted(() -> {
            assertThat(heardHere).contains(recording);
            assertThat(heardThere).contains(recording);
        });
    }

    @Test
    void manyWordsOfProgressBecomeFewAndSayIdsAlone() throws SQLException {
        var recording = new RecordingId(UUID.randomUUID());
        var transaction = new TransactionTemplate(transactions);
        try (var listener = connections.open();
                var statement = listener.createStatement()) {
            statement.execute("listen ayka_progress");
            var began = System.nanoTime();
            for (int i = 0; i < 300; i++) {
                transaction.executeWithoutResult(status -> here.moved(anna, recording));
            }
            await().until(() -> heardThere.contains(recording) && heardHere.contains(recording));
            var moments = (System.nanoTime() - began) / 1_000_000 / GatheredNews.GATHER_MS + 2;

            var said = said(listener, recording);
            assertThat(said.size()).isBetween(1, (int) moments).isLessThan(300);
            assertThat(said).containsOnly(anna + " " + recording);
        }
    }

    @Test
    void progressOfATransactionThatRollsBackIsNotTold() throws SQLException {
        var undone = new RecordingId(UUID.randomUUID());
        var done = new RecordingId(UUID.randomUUID());
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            here.moved(anna, undone);
            status.setRollbackOnly();
        });
        here.moved(anna, done);

        await().until(() -> heardThere.contains(done));
        assertThat(heardThere).doesNotContain(undone);
    }

    @Test
    void whatHappensWhileAConnectionIsLostIsCaughtUpWith() throws SQLException {
        var lost = opened.getLast();
        var pid = lost.unwrap(PGConnection.class).getBackendPID();
        var recording = recordings.stored(anna, TestSounds.speech(), RunOptions.DEFAULT);
        heardThere.clear();
        terminate(pid);
        // said to nobody there: the connection is gone, and nothing is said of this one any more
        await().until(() -> heardThere.contains(recording));

        assertThat(opened).hasSizeGreaterThan(1);
        var next = new RecordingId(UUID.randomUUID());
        here.changed(anna, next);
        await().until(() -> heardThere.contains(next));
    }

    @Test
    void whatSomebodyChangedMeanwhileInAnOldRecordingIsCaughtUpWithToo() throws SQLException {
        var old = recordings.stored(anna, TestSounds.speech(), RunOptions.DEFAULT);
        as(anna, "update processing_run set state = 'STOPPED', finished_at = now() - interval '1 day'");
        as(anna, "update recording set created_at = now() - interval '1 day', sealed_at = now() - interval '1 day'");
        await().until(() -> heardThere.contains(old));
        terminate(opened.getLast().unwrap(PGConnection.class).getBackendPID());
        heardThere.clear();

        // renamed, say, on the other node: nothing that a clock tells of
        await().until(() -> heardThere.contains(old));
    }

    private void as(UserId user, String sql) {
        ActingUser.run(
                user,
                () -> new TransactionTemplate(transactions)
                        .executeWithoutResult(status -> jdbc.sql(sql).update()));
    }

    private void terminate(int pid) throws SQLException {
        system.sql("select pg_terminate_backend(?)")
                .param(pid)
                .query(Boolean.class)
                .single();
    }

    private static List<String> said(Connection listener, RecordingId recording) throws SQLException {
        var said = new ArrayList<String>();
        var postgres = listener.unwrap(PGConnection.class);
        for (var news = postgres.getNotifications(500); news != null && news.length > 0; ) {
            for (var one : news) {
                if (one.getParameter().endsWith(recording.toString())) {
                    said.add(one.getParameter());
                }
            }
            news = postgres.getNotifications(500);
        }
        return said;
    }
}
