package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.jobs.ScheduleState.Kind;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

@WorkerTest
@Import(TestRecordings.class)
class SchedulesTest {

    private static final String NAME = "end-abandoned";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    ClusterConsole console;

    @Autowired
    TestUsers users;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    private UserId admin;

    @BeforeEach
    void anAdministrator() {
        admin = users.register("Ada");
        users.setUp(admin, "a password of some length", true);
        await().atMost(SOON)
                .until(() -> schedule().lastEnded() != null && !schedule().running());
    }

    @AfterEach
    void resume() {
        system.sql("update schedule set paused = false, run_now = false").update();
    }

    @Test
    void aPausedScheduleWaitsAndRunsOnceWhenSomebodyWantsIt() {
        var before = started();
        assertThat(act(Kind.PAUSED, "the disk is being changed")).isTrue();
        due();
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> started().equals(before));

        assertThat(act(Kind.RUN_NOW, "to see whether the new disk works")).isTrue();
        await().atMost(SOON)
                .until(() -> started().isAfter(before) && !schedule().running());
        assertThat(schedule().paused()).isTrue();
        assertThat(schedule().wanted()).isFalse();
        var once = started();
        due();
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> started().equals(once));

        assertThat(act(Kind.RESUMED, "it works")).isTrue();
        await().atMost(SOON).until(() -> started().isAfter(once));

        var actions = ActingUser.call(admin, () -> console.actions(NAME));
        assertThat(actions.subList(0, 3))
                .extracting(ScheduleState.Action::kind)
                .containsExactly(Kind.RESUMED, Kind.RUN_NOW, Kind.PAUSED);
        assertThat(actions.getFirst().by()).isEqualTo(admin);
        assertThat(actions.getFirst().reason()).isEqualTo("it works");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(act(Kind.RESUMED, "it is not paused")).isFalse();
        assertThat(ActingUser.call(admin, () -> console.act("no-such-thing", Kind.PAUSED, "why not")))
                .isFalse();
        assertThatThrownBy(() -> act(Kind.PAUSED, " ")).isInstanceOf(IllegalArgumentException.class);
        var anna = users.register("Anna");
        assertThatThrownBy(() -> ActingUser.call(anna, console::schedules)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> ActingUser.call(anna, () -> console.act(NAME, Kind.PAUSED, "I can")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theClusterTellsOfItself() {
        ActingUser.run(admin, () -> {
            assertThat(console.nodes()).anySatisfy(node -> {
                assertThat(node.alive()).isTrue();
                assertThat(node.draining()).isFalse();
                assertThat(node.cpu()).isPositive();
                assertThat(node.gpu()).isZero();
            });
            assertThat(console.queues()).extracting(QueueState::sort).containsExactly(QueueState.Sort.values());
            assertThat(console.schedules())
                    .extracting(ScheduleState::name)
                    .contains(NAME, "erase-deleted", "care-for-notices");
        });
    }

    private boolean act(Kind kind, String reason) {
        return ActingUser.call(admin, () -> console.act(NAME, kind, reason));
    }

    private ScheduleState schedule() {
        return ActingUser.call(admin, console::schedules).stream()
                .filter(schedule -> schedule.name().equals(NAME))
                .findFirst()
                .orElseThrow();
    }

    private Instant started() {
        var started = schedule().lastStarted();
        return started == null ? Instant.EPOCH : started;
    }

    private void due() {
        system.sql("update scheduled_errands set execution_time = now() where task_name = ? and not picked")
                .param(NAME)
                .update();
    }
}
