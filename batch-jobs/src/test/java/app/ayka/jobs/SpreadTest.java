package app.ayka.jobs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.tx.WriteRefusedException;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.Receipts;
import app.ayka.speech.TranscribeWindows;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A recording that is longer than one span, worked on by the queue's workers. A lock on the row of a window holds the
 * worker that is to store it, so that what happens to it happens at the same point each time.
 */
@WorkerTest
@Import(TestRecordings.class)
class SpreadTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    @Autowired
    TestRecordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Receipts receipts;

    @Autowired
    TranscribeWindows transcribe;

    @Autowired
    TestUsers users;

    @Autowired
    JobRepository repository;

    @Autowired
    PartRunner runner;

    @Autowired
    WorkerSteps workers;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    @Value("${ayka.database.url}")
    String database;

    /** Prepared once for all tests. */
    static @Nullable UserId owner;

    static @Nullable RunId prepared;

    UserId anna;
    RunId run;
    int first;
    int second;

    @BeforeEach
    void planARunOverTwoSpans() throws Exception {
        if (owner == null || prepared == null) {
            owner = users.register("Anna");
            prepared = recordings.uploaded(owner, TestSounds.long13Minutes(folder), TestRecordings.NO_ENGINE);
        }
        anna = owner;
        run = prepared;
        ends(RunState.COMPLETED);
        run = recordings.againLater(anna, prepared, Step.TRANSCRIBE, TestRecordings.NO_ENGINE);
        assertThat(ActingUser.call(anna, () -> transcribe.spans(run))).containsExactly(0, 1);
        first = windows(0);
        second = windows(1);
        assertThat(first).as("the spans are uneven").isGreaterThan(second);
    }

    @Test
    void aRestartDoesOnlyWhatIsMissing() throws SQLException {
        try (var lock = lockWindow(first - 1)) {
            goOn();
            await().atMost(LONG).until(() -> ended(1, "COMPLETED") == 1 && heard() == second + first / 4 * 4);
            ActingUser.run(anna, () -> runs.stop(run));
            await().atMost(LONG).until(() -> asked("stop_requested"));
            lock.rollback();
            ends(RunState.STOPPED);
        }
        assertThat(parts("true")).as("nothing is left on the queue").isZero();

        goOn();

        ends(RunState.COMPLETED);
        assertThat(ended(1, "COMPLETED")).as("the span that was done").isEqualTo(1);
        assertThat(executionsOf(1)).hasSize(1);
        accountsForEverything();
    }

    @Test
    void theSpanOfADeadWorkerIsTakenOverInTheSameExecution() throws SQLException {
        try (var lock = lockWindow(4)) {
            goOn();
            await().atMost(LONG).until(() -> ended(1, "COMPLETED") == 1 && heard() == second + 4);
            var execution = executionsOf(0);
            assertThat(execution).hasSize(1);
            diedIn(execution.getFirst());
            await().atMost(LONG).until(() -> parts("picked and picked_by <> 'dead' and version > 100") == 1);
            lock.rollback();
        }

        ends(RunState.COMPLETED);
        assertThat(executionsOf(0)).as("the same execution went on").hasSize(1);
        assertThat(system.sql("select count(*) from batch_job_execution_params where parameter_value = ?")
                        .param(run.toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(epoch())
                .as("the dead worker's writes are refused from here on")
                .isGreaterThanOrEqualTo(2);
        accountsForEverything();
    }

    @Test
    void theFormerWorkerMayTellNothingMoreBeforeItsWritesAreRefused() throws Exception {
        try (var lock = lockWindow(4)) {
            goOn();
            await().atMost(LONG).until(() -> ended(1, "COMPLETED") == 1 && heard() == second + 4);
            var part =
                    requireNonNull(repository.getStepExecution(executionsOf(0).getFirst()));
            var before = epoch();
            var epochs = new ArrayList<Integer>();
            var taken = new Semaphore(0);
            var taking = Thread.ofVirtual()
                    .start(() -> ActingUser.run(anna, () -> {
                        try {
                            runner.run(workers.of(part), part, now -> {
                                epochs.add(epoch());
                                taken.release();
                                if (epochs.size() > 1) {
                                    throw new WriteRefusedException("that was all of it");
                                }
                                return now;
                            });
                        } catch (WriteRefusedException | JobInterruptedException e) {
                            taken.release();
                        }
                    }));
            assertThat(taken.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
            lock.rollback(); // taking the lease waits for what the former worker has begun
            taking.join();
            assertThat(epochs).containsExactly(before, before + 1);
        }
        ends(RunState.COMPLETED);
        system.sql("delete from scheduled_partitions").update(); // nobody took over the row along with the part
        accountsForEverything();
    }

    private void goOn() {
        ActingUser.run(anna, () -> runs.restart(run));
    }

    /** Who stores something of this window waits until the transaction ends. */
    private Connection lockWindow(int window) throws SQLException {
        var connection = DriverManager.getConnection(database, "postgres", "");
        connection.setAutoCommit(false);
        try (var lock =
                connection.prepareStatement("select from speech_window where run_id = ? and number = ? for update")) {
            lock.setObject(1, run.value());
            lock.setInt(2, window);
            assertThat(lock.executeQuery().next()).isTrue();
        }
        return connection;
    }

    /** As the queue finds a worker that was cut off: no sign of life for an hour. */
    private void diedIn(long execution) {
        var dead = system.sql("""
                        update scheduled_partitions set picked_by = 'dead', last_heartbeat = now() - interval '1 hour',
                            version = 100 where task_instance = ?""").param(String.valueOf(execution)).update();
        assertThat(dead).isEqualTo(1);
    }

    private void accountsForEverything() {
        assertThat(heard()).isEqualTo(first + second);
        assertThat(parts("true")).as("nothing is left on the queue").isZero();
        var receipt = ActingUser.call(anna, () -> receipts.of(run)).orElseThrow();
        assertThat(receipt.dropped().stream()
                        .mapToLong(part -> part.endMs() - part.startMs())
                        .sum())
                .isEqualTo(receipt.speechMs());
    }

    private int windows(int span) {
        return ActingUser.call(anna, () -> transcribe.windows(run, span)).size();
    }

    /** Windows that are stored; what the step shows may lag by a chunk while two spans are stored at once. */
    private int heard() {
        return asOwner("select count(*) from window_text where run_id = ?", run.value());
    }

    private int parts(String condition) {
        return count("select count(*) from scheduled_partitions where " + condition);
    }

    private boolean asked(String what) {
        return system.sql("select " + what + " from run_request where run_id = ?")
                .param(run.value())
                .query(Boolean.class)
                .single();
    }

    private int ended(int span, String status) {
        return system.sql("select count(*) from batch_step_execution where step_name = ? and status = ?")
                .params("transcribe-part:run-" + run + "-span-" + span, status)
                .query(Integer.class)
                .single();
    }

    private List<Long> executionsOf(int span) {
        return system.sql("select step_execution_id from batch_step_execution where step_name = ?")
                .param("transcribe-part:run-" + run + "-span-" + span)
                .query((row, index) -> row.getLong(1))
                .list();
    }

    private int epoch() {
        return asOwner(
                "select epoch from partition_lease where step = 'transcribe-part' and partition = ?",
                "run-" + run + "-span-0");
    }

    private int asOwner(String query, Object parameter) {
        try (var connection = DriverManager.getConnection(database, "postgres", "");
                var statement = connection.prepareStatement(query)) {
            statement.setObject(1, parameter);
            var row = statement.executeQuery();
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int count(String query) {
        return system.sql(query).query(Integer.class).single();
    }

    private void ends(RunState state) {
        await().atMost(LONG).until(() -> recordings.run(anna, run).state().isFinal());
        var ended = recordings.run(anna, run);
        assertThat(ended.state())
                .as("%s %s", ended.reason(), ended.reasonDetail())
                .isEqualTo(state);
    }
}
