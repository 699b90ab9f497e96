package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.jobs.console.ActionRequest;
import app.ayka.jobs.console.ActionResult;
import app.ayka.jobs.console.JobActions;
import app.ayka.jobs.console.JobFilter;
import app.ayka.jobs.console.JobRecord;
import app.ayka.jobs.console.Jobs;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@WorkerTest
@Import(TestRecordings.class)
class QueueTest {

    @Autowired
    TestRecordings imports;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    TestUsers users;

    @Autowired
    JobConsole console;

    @Autowired
    Jobs jobs;

    @Autowired
    JobActions actions;

    @Autowired
    ObjectStore store;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    UserId anna;
    UserId ben;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
        ben = users.register("Ben");
    }

    @Test
    void everybodysNextRecordingComesBeforeAnybodysOneAfterThat() {
        var another = new TransactionTemplate(transactions);
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        // nothing is committed, so nothing begins and the clock of turns stands still
        ActingUser.run(
                anna,
                () -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    status.setRollbackOnly();
                    var annas = IntStream.range(0, 3)
                            .mapToObj(i -> imports.turn(imports.queued(anna)))
                            .toList();
                    var bens = ActingUser.call(
                            ben,
                            () -> another.execute(other -> {
                                other.setRollbackOnly();
                                return imports.turn(imports.queued(ben));
                            }));

                    assertThat(annas).isSorted().doesNotHaveDuplicates();
                    assertThat(bens).isEqualTo(annas.getFirst());
                }));
    }

    @Test
    void aRequestInATransactionThatRollsBackQueuesNothing() {
        var run = new RunId[1];
        ActingUser.run(
                anna,
                () -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    run[0] = imports.queued(anna);
                    status.setRollbackOnly();
                }));

        assertThat(system.sql("select count(*) from scheduled_tasks where task_instance = ?")
                        .param(run[0].toString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void theConsoleIsForAdministratorsOnly() {
        assertThatThrownBy(() -> ActingUser.call(anna, () -> console.waiting()))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> ActingUser.call(anna, console::nodes)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void anAdministratorSeesTheStepsOfEverybodysRunAndRepeatsIt() {
        var admin = users.register("Ada");
        users.setUp(admin, "a password of some length", true);
        var run = imports.imported(anna, List.of(ProcessRecordingTest.said("I am Ben Miller from Acme.")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> imports.run(anna, run).state() == RunState.COMPLETED);

        ActingUser.run(admin, () -> {
            assertThat(jobs.find(JobFilter.ALL, 0, 50))
                    .extracting(JobRecord::run)
                    .contains(run);
            var tree = jobs.tree(run).orElseThrow();
            assertThat(tree.job().owner()).isEqualTo(anna);
            assertThat(tree.attempts()).hasSize(1);
            assertThat(tree.attempts().getFirst().steps())
                    .extracting(step -> step.work().step())
                    .contains("leads", "summary");
            assertThat(console.nodes()).extracting(ClusterNode::alive).contains(true);
            assertThat(actions.act(ActionRequest.newRun(run, "again", Step.LEADS, RunOptions.DEFAULT)))
                    .isInstanceOf(ActionResult.Done.class);
        });

        var recording = imports.run(anna, run).recording();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ActingUser.call(anna, () -> runs.ofRecording(recording)).stream()
                        .allMatch(one -> one.state() == RunState.COMPLETED));
        assertThat(ActingUser.call(anna, () -> runs.ofRecording(recording))).hasSize(2);
    }

    @Test
    void aDeletedRecordingIsErasedWithItsObjectsAfterTheGraceTime(@Autowired ErasureErrand erasure) {
        var run = imports.uploaded(anna, TestSounds.speech(), TestRecordings.NO_ENGINE);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> imports.run(anna, run).state() == RunState.COMPLETED);
        var recording = imports.run(anna, run).recording();
        ActingUser.run(anna, () -> recordings.delete(recording));

        erasure.eraseDeleted();
        assertThat(imports.objects(anna, recording)).isNotEmpty();

        imports.deletedLongAgo(anna, recording);
        store.beginMultipart(ObjectKeys.take(anna, recording.value(), 7, "bin"), "audio/mp4");
        erasure.eraseDeleted();

        assertThat(imports.objects(anna, recording)).isEmpty();
        assertThat(ActingUser.call(anna, () -> runs.find(run))).isEmpty();
    }

    @Test
    void objectsWithoutARecordingGoAtTheSecondLook(@Autowired ErasureErrand erasure) {
        var orphan = ObjectKeys.pcm(anna, java.util.UUID.randomUUID());
        store.put(orphan, new byte[] {1}, "audio/flac");

        erasure.eraseOrphans();
        assertThat(store.head(orphan)).isPresent();
        erasure.eraseOrphans();

        assertThat(store.head(orphan)).isEmpty();
    }
}
