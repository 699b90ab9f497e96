package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.Ayka;
import app.ayka.base.ActingUser;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.TranscribeWindows;
import app.ayka.testing.OwnDatabase;
import app.ayka.testing.TestUsers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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

/** A node that serves pages alone, and workers in processes of their own that join it by its settings. */
@Tag("slow")
@SpringBootTest(
        classes = Ayka.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "ayka.role=web")
@ContextConfiguration(initializers = OwnDatabase.class)
@Import({TestUsers.class, TestRecordings.class})
@DirtiesContext
class WorkersTest {

    private static final Duration LONG = Duration.ofMinutes(6);

    @TempDir
    static Path folder;

    @Autowired
    TestRecordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    TranscribeWindows transcribe;

    @Autowired
    TestUsers users;

    @Autowired
    Environment settings;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    private WorkerProcesses workers;

    @BeforeEach
    void noWorkersYet() {
        workers = new WorkerProcesses(folder, settings, system);
    }

    @AfterEach
    void stopWorkers() {
        workers.killAll();
    }

    @Test
    void twoWorkersShareARecordingAndTheOneThatLivesFinishesIt() throws Exception {
        var anna = users.register("Anna");
        var prepared = recordings.uploaded(anna, TestSounds.long13Minutes(folder), TestRecordings.NO_ENGINE);
        assertThat(recordings.run(anna, prepared).state())
                .as("who serves pages does no work")
                .isEqualTo(RunState.QUEUED);
        workers.start();
        await().atMost(LONG).until(() -> recordings.run(anna, prepared).state() == RunState.COMPLETED);
        workers.start();
        var run = recordings.againLater(anna, prepared, Step.TRANSCRIBE, TestRecordings.NO_ENGINE);
        var second = ActingUser.call(anna, () -> transcribe.windows(run, 1))
                .getFirst()
                .index();

        try (var lockOfFirst = lockWindow(run, 0);
                var lockOfSecond = lockWindow(run, second)) {
            ActingUser.run(anna, () -> runs.restart(run));
            await().atMost(LONG).until(() -> holders(run).size() == 2);
            assertThat(holders(run)).as("each worker has a span").doesNotHaveDuplicates();
            var holder = holder(run, "run", "run-" + run);
            var dead = holders(run).getFirst().equals(holder) ? 1 : 0;
            workers.named(holders(run).get(dead)).destroyForcibly();
            (dead == 0 ? lockOfSecond : lockOfFirst).rollback();
            await().atMost(LONG)
                    .until(() -> system.sql("select count(*) from scheduled_partitions where picked_by = ?")
                                            .param(holder)
                                            .query(Integer.class)
                                            .single()
                                    == 1
                            && ended(run, 1 - dead) == 1);
            (dead == 0 ? lockOfFirst : lockOfSecond).rollback();

            await().atMost(LONG).until(() -> recordings.run(anna, run).state().isFinal());
            assertThat(recordings.run(anna, run).state()).isEqualTo(RunState.COMPLETED);
            assertThat(holder(run, "transcribe-part", "run-" + run + "-span-" + dead))
                    .isEqualTo(holder);
        }
        assertThat(ended(run, 0) + ended(run, 1))
                .as("each span in one execution")
                .isEqualTo(2);
        assertThat(system.sql("select count(*) from batch_step_execution where step_name like ?")
                        .param("transcribe-part:run-" + run + "%")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    /** Who holds the spans, by number. */
    private List<String> holders(RunId run) {
        return Stream.of(0, 1)
                .map(span -> holder(run, "transcribe-part", "run-" + run + "-span-" + span))
                .filter(holder -> !holder.isEmpty())
                .toList();
    }

    private String holder(RunId run, String step, String part) {
        try (var connection = owner();
                var query = connection.prepareStatement(
                        "select holder from partition_lease where run_id = ? and step = ? and partition = ?")) {
            query.setObject(1, run.value());
            query.setString(2, step);
            query.setString(3, part);
            var row = query.executeQuery();
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int ended(RunId run, int span) {
        return system.sql("select count(*) from batch_step_execution where step_name = ? and status = 'COMPLETED'")
                .param("transcribe-part:run-" + run + "-span-" + span)
                .query(Integer.class)
                .single();
    }

    /** Who stores something of this window waits until the transaction ends. */
    private Connection lockWindow(RunId run, int window) throws SQLException {
        var connection = owner();
        connection.setAutoCommit(false);
        try (var lock =
                connection.prepareStatement("select from speech_window where run_id = ? and number = ? for update")) {
            lock.setObject(1, run.value());
            lock.setInt(2, window);
            assertThat(lock.executeQuery().next()).isTrue();
        }
        return connection;
    }

    private Connection owner() throws SQLException {
        return DriverManager.getConnection(settings.getRequiredProperty("ayka.database.url"), "postgres", "");
    }
}
