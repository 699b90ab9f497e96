package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.Ayka;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.jobs.console.ActionRequest;
import app.ayka.jobs.console.ActionResult;
import app.ayka.jobs.console.JobAction;
import app.ayka.jobs.console.JobActions;
import app.ayka.jobs.console.Jobs;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.testing.OwnDatabase;
import app.ayka.testing.TestUsers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * The only worker of a cluster is killed in the middle of a run. An administrator at a node that serves pages recovers the
 * run: not while the worker could live, and with nothing heard twice.
 */
@Tag("slow")
@SpringBootTest(
        classes = Ayka.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "ayka.role=web")
@ContextConfiguration(initializers = OwnDatabase.class)
@Import({TestUsers.class, TestRecordings.class})
@DirtiesContext
class KilledWorkerTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    static Path folder;

    @Autowired
    TestRecordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Jobs jobs;

    @Autowired
    JobActions actions;

    @Autowired
    JobTimes times;

    @Autowired
    TestUsers users;

    @Autowired
    Environment settings;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    private WorkerProcesses workers;
    private UserId ada;

    @BeforeEach
    void anAdministratorAndNoWorkersYet() {
        ada = users.register("Ada");
        users.setUp(ada, "a password of some length", true);
        workers = new WorkerProcesses(folder, settings, system);
    }

    @AfterEach
    void stopWorkers() {
        workers.killAll();
    }

    @Test
    void itsRunIsRecoveredOnceItsHeartbeatIsGoneAndNotBefore() throws Exception {
        var anna = users.register("Anna");
        var prepared = recordings.uploaded(anna, TestSounds.speech(), TestRecordings.NO_ENGINE);
        workers.start();
        await().atMost(LONG).until(() -> recordings.run(anna, prepared).state() == RunState.COMPLETED);
        recordings.cutInTwo(users, anna, prepared);
        var run = recordings.againLater(anna, prepared, Step.TRANSCRIBE, TestRecordings.NO_ENGINE);
        try (var lock = lockedWindow(run, 1)) {
            ActingUser.run(anna, () -> runs.restart(run));
            await().atMost(LONG).until(() -> picked(run) && done(run, "COMPLETED") == 1);
            var name = workers.names().getFirst();
            assertThat(recover(run)).isInstanceOf(ActionResult.Refused.class);
            assertThat(recover(run).words()).contains("The node " + name + " works on it", "sign of life");

            workers.named(name).destroyForcibly().waitFor(); // SIGKILL

            assertThat(recover(run).words())
                    .as("it could be a pause of the network")
                    .contains("recovered only when that node is gone for "
                            + times.deadAfter().toSeconds() + " s");
            lock.rollback();
        }
        assertThat(recordings.run(anna, run).state()).isEqualTo(RunState.RUNNING);
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(plan(run)).as("once it is silent").isNull());

        assertThat(recover(run)).isInstanceOf(ActionResult.Done.class);

        assertThat(picked(run)).isFalse();
        assertThat(recover(run).words()).contains("No node has it", "the next free worker goes on");
        workers.start();
        await().atMost(LONG).until(() -> recordings.run(anna, run).state().isFinal());
        assertThat(recordings.run(anna, run).state()).isEqualTo(RunState.COMPLETED);
        assertThat(done(run, "COMPLETED")).as("each part was done once").isEqualTo(2);
        assertThat(ActingUser.call(ada, () -> actions.of(run)))
                .extracting(entry -> entry.outcome())
                .containsExactly("REFUSED", "DONE", "REFUSED", "REFUSED", "REFUSED");
        assertThat(ActingUser.call(ada, () -> jobs.tree(run)).orElseThrow().attempts())
                .allMatch(attempt -> attempt.endedAt() != null);
    }

    private ActionResult recover(RunId run) {
        return ActingUser.call(ada, () -> actions.act(new ActionRequest(JobAction.RECOVER, run, "the worker is dead")));
    }

    /** Why it would be refused; null when it would not. */
    private @org.jspecify.annotations.Nullable String plan(RunId run) {
        return ActingUser.call(
                ada,
                () -> actions.plan(new ActionRequest(JobAction.RECOVER, run, "?"))
                        .refusal());
    }

    private boolean picked(RunId run) {
        return system.sql("select count(*) from scheduled_tasks where task_instance = ? and picked")
                        .param(run.toString())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Parts of the transcription that ended so. */
    private int done(RunId run, String status) {
        return system.sql("select count(*) from batch_step_execution where step_name like ? and status = ?")
                .params("transcribe-part:run-" + run + "%", status)
                .query(Integer.class)
                .single();
    }

    /** Whoever is to store something of this window waits until the transaction ends. */
    private Connection lockedWindow(RunId run, int window) throws SQLException {
        var connection = DriverManager.getConnection(settings.getRequiredProperty("ayka.database.url"), "postgres", "");
        connection.setAutoCommit(false);
        try (var lock =
                connection.prepareStatement("select from speech_window where run_id = ? and number = ? for update")) {
            lock.setObject(1, run.value());
            lock.setInt(2, window);
            assertThat(lock.executeQuery().next()).isTrue();
        }
        return connection;
    }
}
