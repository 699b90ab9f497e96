package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.Lease;
import app.ayka.recordings.Leases;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose turn it is. Nobody works here, so what is queued stays in its order. */
@AykaTest
class TurnsTest {

    @Autowired
    Recordings recordings;

    @Autowired
    RunPriorities priorities;

    @Autowired
    PartRows parts;

    @Autowired
    TestUsers users;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    private UserId anna;
    private UserId ben;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
        ben = users.register("Ben");
    }

    @AfterEach
    void forget() {
        for (var user : List.of(anna, ben)) {
            system.sql("delete from scheduled_partitions where owner_id = ?")
                    .param(user.value())
                    .update();
            system.sql(
                            "delete from scheduled_tasks where task_instance in (select run_id::text from run_request where owner_id = ?)")
                    .param(user.value())
                    .update();
            system.sql("delete from run_request where owner_id = ?")
                    .param(user.value())
                    .update();
        }
    }

    @Test
    void whatSomebodyWaitsForComesBeforeBulk() {
        var imported = queue(anna, RecordingSource.IMPORT, 8);
        var captured = queue(anna, RecordingSource.CAPTURE, 1);
        var others = queue(ben, RecordingSource.UPLOAD, 1);

        var order = order();
        assertThat(order.subList(0, 5))
                .as("an import of a few is nothing special, and a recording passes one of many")
                .containsExactlyInAnyOrder(
                        imported.get(0), imported.get(1), imported.get(2), captured.getFirst(), others.getFirst());
        assertThat(order.subList(5, 10)).containsExactlyElementsOf(imported.subList(3, 8));
        assertThat(order.indexOf(others.getFirst()))
                .as("everybody's first comes before anybody's second")
                .isLessThan(2);
    }

    @Test
    void bulkComesInTheEndHoweverManyFreshOnesThereAre() {
        var bulk = queue(anna, RecordingSource.IMPORT, 4).getLast();
        queue(ben, RecordingSource.CAPTURE, Turns.BULK + 5);

        assertThat(order().indexOf(bulk)).isBetween(Turns.BULK, 2 * Turns.BULK);
    }

    @Test
    void anAdministratorsPriorityGoesBeforeAllTurns() {
        var imported = queue(anna, RecordingSource.IMPORT, 5);
        var last = imported.getLast();
        spread(anna, last, -1, -2);

        assertThat(priorities.set(last, 1)).isTrue();
        assertThat(order()).startsWith(last);
        assertThat(partNumbers(anna)).allMatch(number -> number > 0);
        assertThat(priorities.set(last, -1)).isTrue();
        assertThat(order()).endsWith(last);
        assertThat(partNumbers(anna)).allMatch(number -> number < -Turns.LEVEL / 2);
        assertThat(priorities.set(last, 0)).isTrue();
        assertThat(order().subList(0, 5)).containsExactlyElementsOf(imported);
        assertThat(priorities.set(RunId.random(), 1)).as("not in the queue").isFalse();
    }

    @Test
    void partsOfALongRecordingDoNotHoldUpThoseOfAShortOne() {
        spread(anna, queue(anna, RecordingSource.CAPTURE, 1).getFirst(), -1, -2, -3, -4);
        spread(ben, queue(ben, RecordingSource.CAPTURE, 1).getFirst(), -5);

        var annas = partNumbers(anna);
        assertThat(annas).hasSize(4).isSortedAccordingTo((one, other) -> Integer.compare(other, one));
        assertThat(partNumbers(ben)).containsExactly(annas.getFirst());
    }

    @Test
    void theClockOfPartsMovesOnWithEachThatBegins() {
        spread(anna, queue(anna, RecordingSource.CAPTURE, 1).getFirst(), -1, -2, -3);
        parts.begin("-3");
        spread(ben, queue(ben, RecordingSource.CAPTURE, 1).getFirst(), -5);

        assertThat(partNumbers(ben).getFirst())
                .as("who comes later does not come before what has begun")
                .isLessThan(partNumbers(anna).getLast());
    }

    private List<RunId> queue(UserId owner, RecordingSource source, int count) {
        return ActingUser.call(
                owner,
                () -> IntStream.range(0, count)
                        .mapToObj(number -> new TransactionTemplate(transactions).execute(status -> {
                            var id = recordings.create(
                                    new RecordingDraft("Hallway", source, Instant.EPOCH, RunOptions.DEFAULT));
                            return recordings
                                    .seal(id, Step.LEADS, RunOptions.DEFAULT)
                                    .orElseThrow();
                        }))
                        .toList());
    }

    /** The runs of the two, in the order of the queue. */
    private List<RunId> order() {
        return system.sql("""
                        select r.run_id from scheduled_tasks t join run_request r on r.run_id::text = t.task_instance
                        where r.owner_id in (?, ?) order by t.priority desc, t.execution_time, r.enqueued_at""")
                .params(anna.value(), ben.value())
                .query((row, index) -> RunId.of(row.getString(1)))
                .list();
    }

    private List<Integer> partNumbers(UserId owner) {
        return system.sql("select priority from scheduled_partitions where owner_id = ? order by priority desc")
                .param(owner.value())
                .query((row, index) -> row.getInt(1))
                .list();
    }

    private void spread(UserId owner, RunId run, long... ids) {
        var job = new JobExecution(-1, new JobInstance(-1, "job"), new JobParameters());
        var set = new LinkedHashSet<StepExecution>();
        LongStream.of(ids).forEach(id -> set.add(new StepExecution(id, "transcribe-part:run-x-span-" + -id, job)));
        assertThat(set).hasSize(Arrays.stream(ids).toArray().length);
        parts.add(set, new Lease(run, Leases.WHOLE_RUN, "run-" + run, 1), owner, SlotKind.CPU);
    }
}
