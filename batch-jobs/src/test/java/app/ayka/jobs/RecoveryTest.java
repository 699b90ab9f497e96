package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.tx.WriteRefusedException;
import app.ayka.recordings.Leases;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.speech.TranscribeWindows;
import app.ayka.speech.engine.WindowTranscript;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a killed, cut off or paused worker leaves behind, and how the next one goes on. */
@WorkerTest
@Import(TestRecordings.class)
class RecoveryTest {

    @Autowired
    TestRecordings recordings;

    @Autowired
    TestUsers users;

    @Autowired
    Runs runs;

    @Autowired
    Leases leases;

    @Autowired
    JobRepository repository;

    @Autowired
    TranscribeWindows transcribe;

    @Autowired
    LeadsWork leads;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void aZombiesWriteAfterTheTakeoverIsRefused() {
        var run = processed();
        ActingUser.run(anna, () -> {
            var zombie = leases.take(run, "transcribe-part", "run-" + run + "-span-0", "first");
            leases.holding(zombie, () -> runs.count(run, Step.TRANSCRIBE, 1));

            var next = leases.take(run, "transcribe-part", "run-" + run + "-span-0", "second");

            assertThat(next.epoch()).isGreaterThan(zombie.epoch());
            assertThatThrownBy(() -> leases.holding(
                            zombie,
                            () -> transcribe.save(
                                    recordings.run(anna, run),
                                    List.of(new WindowTranscript(0, "en", List.of(), List.of(), 0, 0)))))
                    .isInstanceOf(WriteRefusedException.class);
            leases.holding(next, () -> runs.count(run, Step.TRANSCRIBE, 1));
        });
    }

    @Test
    void aZombiesLeadsAreRefusedWholly() {
        var run = recordings.imported(anna, TestRecordings.HALLWAY);
        ends(run, RunState.COMPLETED);
        ActingUser.run(anna, () -> {
            var zombie = leases.take(run, "leads-part", "run-" + run, "first");
            leases.take(run, "leads-part", "run-" + run, "second");
            recordings.forgetFindings(run);

            assertThatThrownBy(() -> leases.holding(zombie, () -> leads.work(recordings.run(anna, run))))
                    .isInstanceOf(WriteRefusedException.class);
            assertThat(recordings.findings(run)).isZero();

            var next = leases.take(run, "leads-part", "run-" + run, "third");
            leases.holding(next, () -> leads.work(recordings.run(anna, run)));
            assertThat(recordings.findings(run)).isPositive();
        });
    }

    @Test
    void whoLostTheRunCannotTakeItsParts() {
        var run = processed();
        ActingUser.run(anna, () -> {
            var lost = leases.take(run, Leases.WHOLE_RUN, "run-" + run, "first");
            leases.take(run, Leases.WHOLE_RUN, "run-" + run, "second");

            assertThatThrownBy(() -> leases.holding(lost, () -> leases.take(run, "leads-part", "run-" + run, "first")))
                    .isInstanceOf(WriteRefusedException.class);
        });
    }

    @Test
    void aRunThatADeadNodeLeftGoesOnFromItsFinishedParts() {
        var run = processed();
        var last = lastExecution(run);
        leftBehind(last, "transcribe", BatchStatus.STARTED);

        ActingUser.run(anna, () -> {
            runs.tell(run, RunState.FAILED, "left behind", null);
            runs.restart(run);
        });

        ends(run, RunState.COMPLETED);
        assertThat(lastExecution(run).getStepExecutions())
                .extracting(StepExecution::getStepName)
                .contains("transcribe", "transcribe-part:run-" + run + "-span-0", "voices")
                .doesNotContain("prepare");
        assertThat(lastExecution(run).getId()).isGreaterThan(last.getId());
    }

    @Test
    void whatEndedUnknownBecauseTheDatabaseWentAwayIsDoneAgain() {
        var run = processed();
        leftBehind(lastExecution(run), "voices", BatchStatus.UNKNOWN);

        ActingUser.run(anna, () -> {
            runs.tell(run, RunState.FAILED, "left behind", null);
            runs.restart(run);
        });

        ends(run, RunState.COMPLETED);
    }

    @Test
    void anEarlierAttemptThatIsToldAsUnknownAfterwardsDoesNotStopTheRun() {
        var run = processed();
        var first = lastExecution(run);
        leftBehind(first, "leads", BatchStatus.UNKNOWN);
        goOn(run);
        leftBehind(lastExecution(run), "summary", BatchStatus.STARTED);
        system.sql("update batch_job_execution set status = 'UNKNOWN' where job_execution_id = ?")
                .param(first.getId())
                .update();

        goOn(run);
    }

    private void goOn(RunId run) {
        ActingUser.run(anna, () -> {
            runs.tell(run, RunState.FAILED, "left behind", null);
            runs.restart(run);
        });
        ends(run, RunState.COMPLETED);
    }

    @Test
    void aStepWhoseEndCouldNotBeToldEndsWithItsRun() {
        var run = processed();
        ActingUser.run(anna, () -> {
            runs.tell(run, Step.TRANSCRIBE, StepState.RUNNING, 0, 1);
            runs.tell(run, RunState.COMPLETED, null, null);
        });
        assertThat(recordings.steps(anna, run)).containsEntry(Step.TRANSCRIBE, StepState.DONE);
        ActingUser.run(anna, () -> {
            runs.tell(run, Step.TRANSCRIBE, StepState.RUNNING, 0, 1);
            runs.tell(run, RunState.FAILED, "It failed.", null);
        });
        assertThat(recordings.steps(anna, run))
                .containsEntry(Step.TRANSCRIBE, StepState.FAILED)
                .containsEntry(Step.PREPARE, StepState.DONE);
    }

    @Test
    void aJobInstanceWithoutAnExecutionIsBegun() {
        var run = ActingUser.call(anna, () -> recordings.importedButNotQueued(anna));
        repository.createJobInstance(QueuedProcessing.TASK, parameters(run));

        ActingUser.run(anna, () -> {
            runs.tell(run, RunState.FAILED, "left behind", null);
            runs.restart(run);
        });

        ends(run, RunState.COMPLETED);
    }

    @Test
    void aRunWaitsForItsModelAndSaysWhatToDo() {
        var run = recordings.uploaded(
                anna, TestSounds.speech(), new RunOptions("whisper", "not-there-yet", null, null, null));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> recordings.run(anna, run).state() == RunState.WAITING);

        assertThat(recordings.run(anna, run).reason())
                .contains("Waits for a speech model", "not-there-yet", "data/models");
        assertThat(recordings.steps(anna, run))
                .containsEntry(Step.PREPARE, StepState.DONE)
                .containsEntry(Step.VOICES, StepState.WAITING);
        ActingUser.run(anna, () -> runs.stop(run));
        ends(run, RunState.STOPPED);
        assertThat(system.sql("select count(*) from scheduled_tasks where task_instance = ?")
                        .param(run.toString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aRunFromALaterStepTakesOverWhatItsParentHeard() {
        var parent = processed();

        var again = recordings.again(anna, parent, Step.VOICES, TestRecordings.NO_ENGINE);

        ends(again, RunState.COMPLETED);
        assertThat(recordings.steps(anna, again))
                .containsEntry(Step.PREPARE, StepState.REUSED)
                .containsEntry(Step.TRANSCRIBE, StepState.REUSED)
                .containsEntry(Step.VOICES, StepState.DONE);
    }

    private RunId processed() {
        var run = recordings.uploaded(anna, TestSounds.speech(), TestRecordings.NO_ENGINE);
        ends(run, RunState.COMPLETED);
        return run;
    }

    /** As a kill during {@code step} leaves the tables: this step and its parts open, later ones not begun. */
    private void leftBehind(JobExecution execution, String step, BatchStatus status) {
        var open = execution.getStepExecutions().stream()
                .filter(one -> one.getStepName().startsWith(step))
                .mapToLong(StepExecution::getId)
                .min()
                .orElseThrow();
        system.sql("""
                        delete from batch_step_execution_context where step_execution_id in (
                            select step_execution_id from batch_step_execution
                            where job_execution_id = ? and step_execution_id > ? and step_name not like ?)""").params(execution.getId(), open, step + "%").update();
        system.sql("""
                        delete from batch_step_execution
                        where job_execution_id = ? and step_execution_id > ? and step_name not like ?""").params(execution.getId(), open, step + "%").update();
        system.sql(
                        "update batch_step_execution set status = ?, end_time = null where job_execution_id = ? and step_name like ?")
                .params(status.name(), execution.getId(), step + "%")
                .update();
        system.sql("update batch_job_execution set status = ?, end_time = null where job_execution_id = ?")
                .params(status.name(), execution.getId())
                .update();
    }

    private JobExecution lastExecution(RunId run) {
        var instance = Objects.requireNonNull(repository.getJobInstance(QueuedProcessing.TASK, parameters(run)));
        return Objects.requireNonNull(repository.getLastJobExecution(instance));
    }

    private org.springframework.batch.core.job.parameters.JobParameters parameters(RunId run) {
        return new JobParametersBuilder()
                .addString(RunLaunch.RUN, run.toString(), true)
                .addString(RunLaunch.OWNER, anna.toString(), false)
                .toJobParameters();
    }

    private void ends(RunId run, RunState state) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> recordings.run(anna, run).state().isFinal());
        var ended = recordings.run(anna, run);
        assertThat(ended.state())
                .as("%s %s", ended.reason(), ended.reasonDetail())
                .isEqualTo(state);
    }
}
