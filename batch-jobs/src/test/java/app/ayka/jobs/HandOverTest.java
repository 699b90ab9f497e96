package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.Ayka;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.TranscribeWindows;
import app.ayka.testing.OwnDatabase;
import app.ayka.testing.TestUsers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * How work goes from one worker to another: one shuts down, one is killed, the one that has the run is killed. A lock on a
 * window's row holds the worker that is to store it.
 */
@Tag("slow")
@SpringBootTest(
        classes = Ayka.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "ayka.role=web")
@ContextConfiguration(initializers = OwnDatabase.class)
@Import({TestUsers.class, TestRecordings.class})
@DirtiesContext
class HandOverTest {

    private static final Logger log = LoggerFactory.getLogger(HandOverTest.class);
    private static final Duration LONG = Duration.ofMinutes(6);

    @TempDir
    static Path folder;

    /** Prepared once for all tests. */
    private static @Nullable UserId owner;

    private static @Nullable RunId prepared;

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
    private UserId anna;
    private RunId run;
    private int second;
    private String manager = "";
    private String other = "";

    /** The span that the worker has which has not the run. */
    private int span;

    @BeforeEach
    void startTwoWorkers() throws Exception {
        workers = new WorkerProcesses(folder, settings, system);
        workers.start();
        workers.start();
        if (owner == null || prepared == null) {
            var user = users.register("Anna");
            var first = recordings.uploaded(user, TestSounds.long13Minutes(folder), TestRecordings.NO_ENGINE);
            await().atMost(LONG).until(() -> recordings.run(user, first).state() == RunState.COMPLETED);
            owner = user;
            prepared = first;
        }
        anna = owner;
        run = recordings.againLater(anna, prepared, Step.TRANSCRIBE, TestRecordings.NO_ENGINE);
        second = ActingUser.call(anna, () -> transcribe.windows(run, 1))
                .getFirst()
                .index();
    }

    @AfterEach
    void stopWorkers() {
        workers.killAll();
    }

    @Test
    void whoShutsDownHandsItsPartBackAtOnce() throws Exception {
        try (var first = lockWindow(0);
                var last = lockWindow(second)) {
            bothAtWork();
            var leaving = workers.named(other);
            var began = System.nanoTime();
            leaving.destroy(); // SIGTERM
            await().atMost(Duration.ofSeconds(10)).until(() -> draining(other));
            (span == 0 ? first : last).rollback();
            assertThat(leaving.waitFor(1, TimeUnit.MINUTES)).isTrue();
            var took = Duration.ofNanos(System.nanoTime() - began);
            log.info("a worker shut down in {}", took);
            assertThat(took).isLessThan(Duration.ofSeconds(20));
            assertThat(system.sql("select count(*) from scheduled_partitions where picked_by = ?")
                            .param(other)
                            .query(Integer.class)
                            .single())
                    .as("it holds nothing any more")
                    .isZero();
            (span == 0 ? last : first).rollback();
        }
        goesOnInTheSameExecutions();
    }

    @Test
    void whoCannotEndInTimeHandsItsPartBackAsItIs() throws Exception {
        try (var first = lockWindow(0);
                var last = lockWindow(second)) {
            bothAtWork();
            var leaving = workers.named(other);
            var began = System.nanoTime();
            leaving.destroy();
            (span == 0 ? last : first).rollback(); // the one that stays is free
            var drained = new AtomicLong(began);
            await().pollInterval(Duration.ofMillis(200)).atMost(LONG).until(() -> {
                var answer = workers.readiness(other);
                var holds = picked(other);
                if (holds) {
                    assertThat(answer).as("its readiness while it drains").isIn(503, 200);
                    drained.set(answer == 503 ? System.nanoTime() : began);
                }
                return !holds;
            });
            assertThat(Duration.ofNanos(drained.get() - began))
                    .as("drained, and told so")
                    .isGreaterThan(Duration.ofSeconds(8));
            assertThat(leaving.waitFor(1, TimeUnit.MINUTES)).isTrue();
            var took = Duration.ofNanos(System.nanoTime() - began);
            log.info("a worker that cannot go on shut down in {}", took);
            assertThat(took).isLessThan(Duration.ofSeconds(20));
            (span == 0 ? first : last).rollback();
        }
        goesOnInTheSameExecutions();
    }

    @Test
    void thePartOfAKilledWorkerIsTakenOverInFifteenSeconds() throws Exception {
        try (var first = lockWindow(0);
                var last = lockWindow(second)) {
            bothAtWork();
            (span == 0 ? last : first).rollback(); // the one that lives is free
            await().atMost(LONG).until(() -> ended(1 - span) == 1);
            var began = System.nanoTime();
            workers.named(other).destroyForcibly();
            await().pollInterval(Duration.ofMillis(50)).atMost(LONG).until(() -> picked(manager));
            var took = Duration.ofNanos(System.nanoTime() - began);
            log.info("the part of a killed worker was taken over after {}", took);
            assertThat(took).isLessThan(Duration.ofSeconds(15));
            (span == 0 ? first : last).rollback();
        }
        goesOnInTheSameExecutions();
    }

    @Test
    void theRunOfAKilledManagerGoesOnElsewhereInFifteenSeconds() throws Exception {
        try (var first = lockWindow(0);
                var last = lockWindow(second)) {
            bothAtWork();
            var began = System.nanoTime();
            workers.named(manager).destroyForcibly();
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(LONG)
                    .until(() -> other.equals(
                            system.sql("select coalesce(picked_by, '') from scheduled_tasks where task_instance = ?")
                                    .param(run.toString())
                                    .query(String.class)
                                    .single()));
            var took = Duration.ofNanos(System.nanoTime() - began);
            log.info("the run of a killed node was taken over after {}", took);
            assertThat(took).isLessThan(Duration.ofSeconds(15));
            first.rollback();
            last.rollback();
        }
        completes();
    }

    /** Each worker has a span, and is held before its first window is stored. */
    private void bothAtWork() {
        ActingUser.run(anna, () -> runs.restart(run));
        await().atMost(LONG).until(() -> holders().stream().distinct().count() == 2);
        manager = holder("run", "run-" + run);
        span = holders().getFirst().equals(manager) ? 1 : 0;
        other = holders().get(span);
    }

    private void goesOnInTheSameExecutions() {
        completes();
        assertThat(system.sql("select count(*) from batch_step_execution where step_name like ?")
                        .param("transcribe-part:run-" + run + "%")
                        .query(Integer.class)
                        .single())
                .as("each span in one execution")
                .isEqualTo(2);
        assertThat(holder("transcribe-part", "run-" + run + "-span-" + span)).isEqualTo(manager);
    }

    private void completes() {
        await().atMost(LONG).until(() -> recordings.run(anna, run).state().isFinal());
        assertThat(recordings.run(anna, run).state()).isEqualTo(RunState.COMPLETED);
        assertThat(ended(0)).isEqualTo(1);
        assertThat(ended(1)).isEqualTo(1);
    }

    private boolean draining(String name) {
        return system.sql("select count(*) from cluster_node where draining and name || '-' || left(id::text, 8) = ?")
                        .param(name)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private boolean picked(String name) {
        return system.sql("select count(*) from scheduled_partitions where picked_by = ?")
                        .param(name)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private List<String> holders() {
        return List.of(0, 1).stream()
                .map(number -> holder("transcribe-part", "run-" + run + "-span-" + number))
                .filter(holder -> !holder.isEmpty())
                .toList();
    }

    private String holder(String step, String part) {
        return users.schema()
                .sql("select holder from partition_lease where run_id = ? and step = ? and partition = ?")
                .params(run.value(), step, part)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private int ended(int number) {
        return system.sql("select count(*) from batch_step_execution where step_name = ? and status = 'COMPLETED'")
                .param("transcribe-part:run-" + run + "-span-" + number)
                .query(Integer.class)
                .single();
    }

    /** Who stores something of this window waits until the transaction ends. */
    private Connection lockWindow(int window) throws SQLException {
        var connection =
                java.sql.DriverManager.getConnection(settings.getRequiredProperty("ayka.database.url"), "postgres", "");
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
