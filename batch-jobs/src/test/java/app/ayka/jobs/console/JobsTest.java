package app.ayka.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** Finding jobs among very many. */
@WorkerTest
class JobsTest {

    private static final int MANY = 100_000;
    private static final int LOOKS = 40;
    private static final Duration FAST = Duration.ofMillis(150);

    @Autowired
    Jobs jobs;

    @Autowired
    JobActions actions;

    @Autowired
    Trends trends;

    @Autowired
    LogErrand errand;

    @Autowired
    TestUsers users;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    @Test
    void aHundredThousandAreFoundAndCountedAtOnce() {
        var ada = administrator();
        var anna = users.register("Anna");
        var ben = users.register("Ben");
        many(anna, ben);

        ActingUser.run(ada, () -> {
            var theirs = Set.of(anna, ben);
            var failed = JobFilter.ALL.withStates(Set.of(RunState.FAILED)).withOwners(theirs);
            assertThat(jobs.count(failed)).isEqualTo(MANY / 100);
            assertThat(jobs.find(failed, 0, 50)).hasSize(50).allMatch(job -> job.state() == RunState.FAILED);
            assertThat(jobs.count(failed.withOwners(Set.of(ben))))
                    .isEqualTo(MANY / 100 - jobs.count(failed.withOwners(Set.of(anna))));
            assertThat(jobs.errorClasses().getFirst().name()).isEqualTo("AudioException");
            var lately = new JobFilter(null, Set.of(), theirs, Duration.ofHours(1), null, null, null);
            var before = new JobFilter(null, Set.of(), theirs, null, Duration.ofHours(1), null, null);
            assertThat(jobs.count(lately) + jobs.count(before)).isEqualTo(MANY);
            var byError = new JobFilter(null, Set.of(), Set.of(), null, null, "AudioException", null);
            assertThat(jobs.find(byError, 0, 10)).allMatch(job -> "AudioException".equals(job.errorClass()));
            var one = jobs.find(JobFilter.ALL, MANY / 2, 1).getFirst();
            var byId = new JobFilter(
                    null,
                    Set.of(),
                    Set.of(),
                    null,
                    null,
                    null,
                    one.run().toString().substring(0, 13));
            assertThat(jobs.find(byId, 0, 5)).extracting(JobRecord::run).contains(one.run());
            assertThat(jobs.find(new JobFilter(null, Set.of(), Set.of(), null, null, null, "nonsense"), 0, 5))
                    .isEmpty();
            assertThat(jobs.find(new JobFilter("other-job", Set.of(), Set.of(), null, null, null, null), 0, 5))
                    .isEmpty();
            var fastest = Duration.ofDays(1);
            for (var look = 0; look < LOOKS; look++) { // the machine may be busy; one quiet moment shows what it takes
                var begin = System.nanoTime();
                assertThat(jobs.find(failed.withOwners(Set.of(ben)), 100, 50)).hasSize(50);
                assertThat(jobs.find(JobFilter.ALL, MANY - 100, 50)).hasSize(50);
                var took = Duration.ofNanos(System.nanoTime() - begin);
                fastest = took.compareTo(fastest) < 0 ? took : fastest;
            }
            assertThat(fastest).as("two pages, one of them the last").isLessThan(FAST);
            assertThat(trends.last(24, Duration.ofHours(1))).hasSize(24).anySatisfy(point -> {
                assertThat(point.ended()).isPositive();
                assertThat(point.failureRate()).isBetween(0.0, 0.5);
            });
        });
        users.schema().sql("truncate processing_run cascade").update(); // one by one they would take minutes
    }

    @Test
    void oldLinesOfTheLogAreForgotten() {
        var run = RunId.random();
        var line =
                "insert into job_log (run_id, at, level, node, logger, message) values (?, now() - ?::interval, 'INFO', 'n', 'l', 'm')";
        system.sql(line).params(run.value(), "15 days").update();
        system.sql(line).params(run.value(), "1 day").update();

        assertThat(errand.forget()).isEqualTo(1);

        assertThat(ActingUser.call(administrator(), () -> jobs.log(run, false, 10)))
                .hasSize(1);
    }

    @Test
    void everythingIsForAdministratorsOnly() {
        var ben = users.register("Ben");
        var request = new ActionRequest(JobAction.STOP, RunId.random(), "because");
        ActingUser.run(ben, () -> {
            assertThatThrownBy(() -> jobs.find(JobFilter.ALL, 0, 1)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> jobs.tree(RunId.random())).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> jobs.log(RunId.random(), false, 1)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> actions.act(request)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> actions.plan(request)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> actions.of(RunId.random())).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> trends.last(1, Duration.ofHours(1))).isInstanceOf(AccessDeniedException.class);
        });
        assertThat(system.sql("select count(*) from job_action where run_id = ?")
                        .param(request.run().value())
                        .query(Integer.class)
                        .single())
                .as("nothing was even written down")
                .isZero();
    }

    private UserId administrator() {
        var ada = users.register("Ada");
        users.setUp(ada, "a password of some length", true);
        return ada;
    }

    /** One in a hundred failed, over the last three days. */
    private void many(UserId anna, UserId ben) {
        var schema = users.schema();
        schema.sql("""
                        insert into recording (id, owner_id, title, source, state, recorded_at, created_at, version)
                        select gen_random_uuid(), o, '', 'IMPORT', 'SEALED', now(), now(), 0
                        from unnest(array[?, ?]::uuid[]) o""").params(anna.value(), ben.value()).update();
        schema.sql("""
                        insert into processing_run (id, owner_id, recording_id, from_step, pipeline_version, engine, state,
                            reason, reason_detail, created_at, started_at, finished_at)
                        select gen_random_uuid(), r.owner_id, r.id, 'prepare', 1, 'default',
                            case when n % 100 = 0 then 'FAILED' else 'COMPLETED' end,
                            case when n % 100 = 0 then 'It cannot be read.' end,
                            case when n % 100 = 0 then 'AudioException: no sound' end,
                            now() - n * interval '2.5 seconds', now() - n * interval '2.5 seconds',
                            now() - n * interval '2.4 seconds'
                        from generate_series(1, ?) n join lateral (
                            select * from recording where owner_id = case when n % 3 = 0 then ?::uuid else ?::uuid end limit 1
                            ) r on true""").params(MANY, anna.value(), ben.value()).update();
        schema.sql("analyze processing_run").update();
    }
}
