package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a node of this release does with what a newer one wrote. */
@WorkerTest
@Import(TestRecordings.class)
class TwoReleasesTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    TestRecordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    TestUsers users;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    private UserId anna;
    private RunId run;

    @BeforeEach
    void aRunThatNobodyHasBegun() {
        anna = users.register("Anna");
        run = ActingUser.call(anna, () -> recordings.importedButNotQueued(anna));
    }

    @Test
    void whatNeedsANewerNodeWaitsForOne() {
        queueAs("protocol = " + (Claim.PROTOCOL + 1));
        var later = ActingUser.call(anna, () -> recordings.imported(anna, TestRecordings.HALLWAY));
        await().atMost(SOON).until(() -> recordings.run(anna, later).state() == RunState.COMPLETED);

        assertThat(recordings.run(anna, run).state()).isEqualTo(RunState.QUEUED);
        assertThat(system.sql("select version from scheduled_tasks where task_instance = ?")
                        .param(run.toString())
                        .query(Integer.class)
                        .single())
                .as("nobody has touched it")
                .isEqualTo(1);

        system.sql("update scheduled_tasks set protocol = ? where task_instance = ?")
                .params(Claim.PROTOCOL, run.toString())
                .update();
        completes();
    }

    @Test
    void wordsThatANewerNodeAddedAreNotMinded() {
        queueAs("task_data = '\\x"
                + HexFormat.of()
                        .formatHex((anna + " 0 {\"because\":\"nobody knows yet\"}").getBytes(StandardCharsets.UTF_8))
                + "'");
        completes();
    }

    @Test
    void aPipelineOfTomorrowIsNotTakenAndHoldsUpNothing() {
        var tomorrow = RunId.random().toString();
        system.sql("""
                        insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version, priority)
                        values ('of-tomorrow', ?, 'x'::bytea, now(), false, 1, 1000)""").param(tomorrow).update();
        try {
            queueAs("protocol = protocol");
            completes();
            assertThat(system.sql("select version from scheduled_tasks where task_instance = ? and not picked")
                            .param(tomorrow)
                            .query(Integer.class)
                            .list())
                    .isEqualTo(List.of(1));
        } finally {
            system.sql("delete from scheduled_tasks where task_instance = ?")
                    .param(tomorrow)
                    .update();
        }
    }

    private void queueAs(String change) {
        ActingUser.run(
                anna,
                () -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    runs.restart(run);
                    assertThat(jdbc.sql("update scheduled_tasks set " + change + " where task_instance = ?")
                                    .param(run.toString())
                                    .update())
                            .isEqualTo(1);
                }));
    }

    private void completes() {
        await().atMost(SOON).until(() -> recordings.run(anna, run).state() == RunState.COMPLETED);
    }
}
