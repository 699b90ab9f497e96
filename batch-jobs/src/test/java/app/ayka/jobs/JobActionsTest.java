package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.jobs.console.ActionEntry;
import app.ayka.jobs.console.ActionRequest;
import app.ayka.jobs.console.ActionResult;
import app.ayka.jobs.console.JobAction;
import app.ayka.jobs.console.JobActions;
import app.ayka.jobs.console.JobTree;
import app.ayka.jobs.console.Jobs;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.Receipts;
import app.ayka.testing.TestUsers;
import app.ayka.testing.Together;
import app.ayka.testing.WorkerTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * What administrators do to real runs. A recording of two spans is heard by a server that refuses when told to, so that
 * one part fails and the other does not.
 */
@WorkerTest
@Import(TestRecordings.class)
@TestPropertySource(properties = "ayka.speech.server.key=sk-test-1234-and-more")
class JobActionsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final RunOptions SERVER_HEARS = new RunOptions("openai", "whisper-1", null, null, null);
    private static final String KEY = "sk-test-1234-and-more";
    private static final RefusingServer SERVER = new RefusingServer();

    /** Prepared once for all tests. */
    static @Nullable UserId owner;

    static @Nullable RunId prepared;

    @Autowired
    TestRecordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Receipts receipts;

    @Autowired
    Jobs jobs;

    @Autowired
    JobActions actions;

    @Autowired
    TestUsers users;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    UserId anna;
    UserId ada;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry settings) {
        settings.add("ayka.speech.server.url", SERVER::baseUrl);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void anAdministratorAndARecordingOfTwoSpans() {
        if (owner == null || prepared == null) {
            owner = users.register("Anna");
            prepared = recordings.uploaded(owner, TestSounds.speech(), TestRecordings.NO_ENGINE);
            anna = owner;
            ends(prepared, RunState.COMPLETED);
            recordings.cutInTwo(users, owner, prepared);
        }
        anna = owner;
        ada = users.register("Ada");
        users.setUp(ada, "a password of some length", true);
    }

    @Test
    void onlyThePartsThatFailedAreDoneAgain() {
        var run = failedInOnePart();
        var heard = SERVER.requests();
        var before = Instant.now();
        var plan = ActingUser.call(ada, () -> actions.plan(request(JobAction.RERUN_PARTS, run)));
        assertThat(plan.refusal()).isNull();
        assertThat(plan.redo().getFirst().step()).isEqualTo("transcribe");
        assertThat(plan.redo().getFirst().todo()).isEqualTo(1);
        assertThat(plan.redo().getFirst().done()).isEqualTo(1);
        assertThat(plan.redo())
                .extracting(redo -> redo.step())
                .containsExactly("transcribe", "voices", "leads", "summary");
        assertThat(plan.about()).as("told by the preparation's later steps").isPositive();

        assertThat(act(JobAction.RERUN_PARTS, run)).isInstanceOf(ActionResult.Done.class);

        ends(run, RunState.COMPLETED);
        assertThat(SERVER.requests() - heard).as("windows heard again").isEqualTo(1);
        var tree = tree(run);
        assertThat(tree.attempts()).hasSize(2);
        assertThat(parts(tree, 0)).as("parts of the second attempt").hasSize(1);
        assertThat(parts(tree, 1)).extracting(JobTree.Work::status).containsExactlyInAnyOrder("COMPLETED", "FAILED");
        assertThat(parts(tree, 1).getFirst().nodes()).hasSize(1);
        assertThat(audit(run)).singleElement().satisfies(entry -> {
            assertThat(entry.administrator()).contains(ada);
            assertThat(entry.reason()).isEqualTo("because");
            assertThat(entry.outcome()).isEqualTo("DONE");
            assertThat(entry.at()).isBetween(before, Instant.now());
            assertThat(entry.endedAt()).isBetween(entry.at(), Instant.now());
        });
        assertThat(refusal(JobAction.RERUN_PARTS, run)).contains("It is done");
    }

    @Test
    @Tag("slow")
    void thePieceOfSoundAtWhichItFailedIsLeftOutAndTheReceiptSaysSo() {
        var run = failedInOnePart();
        var plan = ActingUser.call(ada, () -> actions.plan(request(JobAction.SKIP_ITEM, run)));
        assertThat(plan.items()).singleElement().satisfies(item -> {
            assertThat(item.step()).isEqualTo("transcribe");
            assertThat(item.why()).isNotBlank();
        });
        var heard = SERVER.requests();

        assertThat(act(JobAction.SKIP_ITEM, run)).isInstanceOf(ActionResult.Done.class);

        ends(run, RunState.COMPLETED);
        assertThat(SERVER.requests()).as("nothing is heard again").isEqualTo(heard);
        assertThat(ActingUser.call(anna, () -> receipts.of(run)).orElseThrow().dropped())
                .extracting(dropped -> dropped.reason())
                .contains("left out");
    }

    @Test
    void ofTwoAdministratorsAtOnceOneRestartsAndThereIsOneNewAttempt() throws Exception {
        var run = failedInOnePart();
        var eve = users.register("Eve");
        users.setUp(eve, "a password of some length", true);

        var results = Together.all(
                4,
                who -> ActingUser.call(
                        who % 2 == 0 ? ada : eve,
                        () -> actions.act(request(who == 3 ? JobAction.RERUN_PARTS : JobAction.RESTART, run))));

        assertThat(results).filteredOn(ActionResult.Done.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(ActionResult.Refused.class::isInstance).hasSize(3);
        ends(run, RunState.COMPLETED);
        assertThat(tree(run).attempts()).hasSize(2);
        assertThat(audit(run)).hasSize(4);
    }

    @Test
    void aWaitingRunIsStoppedAtOnceAndWhoStopsItTwiceIsTold() {
        var run = waitingForAModel();

        assertThat(act(JobAction.STOP, run).words()).startsWith("It ");

        ends(run, RunState.STOPPED);
        assertThat(refusal(JobAction.STOP, run)).contains("it was stopped");
        assertThat(refusal(JobAction.RERUN_PARTS, run)).contains("No part of it failed");
        assertThat(refusal(JobAction.SKIP_ITEM, run)).contains("did not fail at a piece of sound");
        assertThat(refusal(JobAction.RECOVER, run)).contains("nothing to recover");
    }

    @Test
    @Tag("slow")
    void theQueueHearsOfAPriorityAndOnlyWhileTheRunIsInIt() {
        var run = waitingForAModel();
        assertThat(refused(new ActionRequest(JobAction.PRIORITY, run, "because", Map.of("priority", "10"))))
                .contains("from -9");

        var result = ActingUser.call(
                ada, () -> actions.act(new ActionRequest(JobAction.PRIORITY, run, "a demo", Map.of("priority", "5"))));

        assertThat(result.words()).isEqualTo("Its priority is 5.");
        assertThat(system.sql("select priority from run_request where run_id = ?")
                        .param(run.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
        act(JobAction.STOP, run);
        ends(run, RunState.STOPPED);
        assertThat(refused(new ActionRequest(JobAction.PRIORITY, run, "because", Map.of("priority", "1"))))
                .contains("it was stopped");
    }

    @Test
    @Tag("slow")
    void whatWasGivenUpIsNeverRestartedByNobody() {
        var run = waitingForAModel();
        assertThat(refusal(JobAction.ABANDON, run)).contains("Stop it first");
        act(JobAction.STOP, run);
        ends(run, RunState.STOPPED);

        assertThat(act(JobAction.ABANDON, run)).isInstanceOf(ActionResult.Done.class);

        assertThat(tree(run).latest().orElseThrow().status()).isEqualTo("ABANDONED");
        assertThat(refusal(JobAction.RESTART, run)).contains("given up");
        assertThat(refusal(JobAction.ABANDON, run)).contains("given up");
        assertThat(ActingUser.call(anna, () -> runs.restart(run)))
                .as("by its owner")
                .isFalse();
    }

    @Test
    void aRunIsRecoveredOnlyWhenTheNodeThatHasItIsGone() {
        var run = recordings.againLater(anna, prepared(), Step.LEADS, TestRecordings.NO_ENGINE);
        assertThat(refusal(JobAction.RECOVER, run)).contains("nothing to recover");
        heldBy("alive", run, "0 seconds");
        assertThat(refusal(JobAction.RECOVER, run)).contains("The node alive works on it", "sign of life");

        heldBy("dead", run, "1 hour");
        act(JobAction.RECOVER, run); // or the queue's own look for dead nodes was first; never both

        ends(run, RunState.COMPLETED);
        assertThat(tree(run).attempts()).hasSize(1);
    }

    @Test
    void aRunThatTheQueueLostIsQueuedAgain() {
        var run = recordings.againLater(anna, prepared(), Step.LEADS, TestRecordings.NO_ENGINE);
        ActingUser.run(anna, () -> runs.tell(run, RunState.RUNNING, null, null));

        assertThat(act(JobAction.RECOVER, run).words()).contains("The queue had lost it");

        ends(run, RunState.COMPLETED);
    }

    @Test
    @Tag("slow")
    void aNewRunBeginsOnceHoweverOftenItIsAskedFor() throws Exception {
        var request = ActionRequest.newRun(
                prepared(), "another engine", Step.TRANSCRIBE, new RunOptions("openai", "whisper-1", "de", 2, 3));
        var results = Together.all(2, time -> ActingUser.call(ada, () -> actions.act(request)));

        var done = results.stream().filter(ActionResult.Done.class::isInstance).toList();
        assertThat(done).hasSize(1);
        var begun = Objects.requireNonNull(((ActionResult.Done) done.getFirst()).newRun());
        assertThat(results)
                .filteredOn(ActionResult.Refused.class::isInstance)
                .singleElement()
                .satisfies(refused -> assertThat(refused.words()).contains("has not ended"));
        ends(begun, RunState.COMPLETED);
        var options = recordings.run(anna, begun).options();
        assertThat(options).isEqualTo(new RunOptions("openai", "whisper-1", "de", 2, 3));
        assertThat(audit(begun))
                .singleElement()
                .satisfies(entry -> assertThat(entry.newRun()).isEqualTo(begun));
    }

    @Test
    void aNewRunIsRefusedWithWordsWhenItMakesNoSense() {
        assertThat(refused(ActionRequest.newRun(prepared(), "x", Step.LEADS, options("parrot", null, null))))
                .contains("no engine called parrot");
        assertThat(refused(ActionRequest.newRun(prepared(), "x", Step.LEADS, options(null, "german", null))))
                .contains("two letters");
        assertThat(refused(ActionRequest.newRun(prepared(), "x", Step.LEADS, options(null, null, 99))))
                .contains("from 1 to 20");
        assertThat(refused(new ActionRequest(JobAction.NEW_RUN, prepared(), "x", Map.of("from", "nowhere"))))
                .contains("one of the steps");
        var text = recordings.imported(anna, TestRecordings.HALLWAY);
        ends(text, RunState.COMPLETED);
        assertThat(refused(ActionRequest.newRun(text, "x", Step.TRANSCRIBE, RunOptions.DEFAULT)))
                .contains("there is no sound");
        assertThat(refused(ActionRequest.newRun(RunId.random(), "x", Step.LEADS, RunOptions.DEFAULT)))
                .contains("not here any more");
        var unprepared = ActingUser.call(anna, () -> recordings.importedButNotQueued(anna));
        assertThat(refused(ActionRequest.newRun(unprepared, "x", Step.SUMMARY, RunOptions.DEFAULT)))
                .contains("leads was never done");
    }

    @Test
    @Tag("slow")
    void manyAtOnceAreEachDoneOrRefusedByThemselves() {
        var failed = failedInOnePart();
        var done = prepared();

        var results =
                ActingUser.call(ada, () -> actions.act(request(JobAction.RESTART, failed), List.of(failed, done)));

        assertThat(results.getFirst().result()).isInstanceOf(ActionResult.Done.class);
        assertThat(results.getLast().result()).isInstanceOf(ActionResult.Refused.class);
        assertThat(audit(failed).getFirst().bulk())
                .isNotNull()
                .isEqualTo(newestOf(done).bulk());
        ends(failed, RunState.COMPLETED);
    }

    @Test
    @Tag("slow")
    void whatWasSaidWhileItRanIsKeptWithTheRunAndTheReasonIsPlain() {
        var run = failedInOnePart();

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(ActingUser.call(ada, () -> jobs.log(run, false, 500)))
                        .extracting(line -> line.message())
                        .anyMatch(line -> line.contains("step transcribe begins"))
                        .anyMatch(line -> line.startsWith("run " + run + " failed")));
        var lines = ActingUser.call(ada, () -> jobs.log(run, false, 500));
        assertThat(lines)
                .extracting(line -> line.attempt())
                .contains(tree(run).latest().orElseThrow().id());
        assertThat(lines).anyMatch(line -> String.valueOf(line.part()).startsWith("transcribe run-"));
        assertThat(lines).noneMatch(line -> line.message().contains(KEY));
        var job = tree(run).job();
        assertThat(job.errorClass()).isNotBlank();
        assertThat(job.reason()).isNotBlank();
    }

    private RunId prepared() {
        return Objects.requireNonNull(prepared);
    }

    /** One of two parts is refused by the server; the other is done. */
    private RunId failedInOnePart() {
        SERVER.refuse(1);
        var run = recordings.again(anna, prepared(), Step.TRANSCRIBE, SERVER_HEARS);
        ends(run, RunState.FAILED);
        return run;
    }

    private RunId waitingForAModel() {
        var run = recordings.again(
                anna, prepared(), Step.TRANSCRIBE, new RunOptions("whisper", "not-there-yet", null, null, null));
        await().atMost(LONG).until(() -> recordings.run(anna, run).state() == RunState.WAITING);
        return run;
    }

    /** As the queue looks while a node has the run and was last heard of so long ago. */
    private void heldBy(String node, RunId run, String ago) {
        ActingUser.run(anna, () -> runs.tell(run, RunState.RUNNING, null, null));
        system.sql("""
                        insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, picked_by,
                            last_heartbeat, version)
                        values (?, ?, convert_to(? || ' 0', 'UTF8'), now(), true, ?, now() - ?::interval, 1)
                        on conflict (task_name, task_instance) do update
                            set picked_by = excluded.picked_by, last_heartbeat = excluded.last_heartbeat""")
                .params(QueuedProcessing.TASK, run.toString(), anna.toString(), node, ago)
                .update();
    }

    private ActionResult act(JobAction action, RunId run) {
        return ActingUser.call(ada, () -> actions.act(request(action, run)));
    }

    private String refusal(JobAction action, RunId run) {
        return refused(request(action, run));
    }

    /** Refused before and at the deed, in the same words. */
    private String refused(ActionRequest request) {
        var plan = ActingUser.call(ada, () -> actions.plan(request));
        var result = ActingUser.call(ada, () -> actions.act(request));
        assertThat(result).isInstanceOf(ActionResult.Refused.class);
        assertThat(plan.refusal()).isEqualTo(result.words());
        assertThat(newestOf(request.run()).outcome()).isEqualTo("REFUSED");
        return result.words();
    }

    private static ActionRequest request(JobAction action, RunId run) {
        return new ActionRequest(action, run, "because");
    }

    private static RunOptions options(@Nullable String engine, @Nullable String language, @Nullable Integer speakers) {
        return new RunOptions(engine, null, language, speakers, speakers);
    }

    private JobTree tree(RunId run) {
        return ActingUser.call(ada, () -> jobs.tree(run)).orElseThrow();
    }

    private static List<JobTree.Work> parts(JobTree tree, int attempt) {
        return tree.attempts().get(attempt).steps().stream()
                .filter(step -> step.work().step().equals("transcribe"))
                .flatMap(step -> step.parts().stream())
                .toList();
    }

    private List<ActionEntry> audit(RunId run) {
        return ActingUser.call(ada, () -> actions.of(run));
    }

    private ActionEntry newestOf(RunId run) {
        return audit(run).getFirst();
    }

    private void ends(RunId run, RunState state) {
        await().atMost(LONG).until(() -> recordings.run(anna, run).state().isFinal());
        var ended = recordings.run(anna, run);
        assertThat(ended.state())
                .as("%s %s", ended.reason(), ended.reasonDetail())
                .isEqualTo(state);
    }
}
