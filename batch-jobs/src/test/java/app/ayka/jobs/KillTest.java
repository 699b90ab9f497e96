package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import app.ayka.jobs.KillPlan.Kill;
import app.ayka.jobs.KillPlan.Victim;
import app.ayka.jobs.topology.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} of the program, of its speech process, of its PostgreSQL, on the whole of it as it runs on a laptop: at
 * random points, and inside of each step. What comes out must be what comes out undisturbed. The seed is in the log;
 * {@code -Dayka.kill.seed=} repeats it.
 */
@Tag("slow")
class KillTest {

    private static final Logger log = LoggerFactory.getLogger(KillTest.class);
    private static final Duration END = Duration.ofMinutes(20);
    private static final Duration STEP_COMES = Duration.ofMinutes(3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path temporary;

    private final long seed = Long.getLong("ayka.kill.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final TreeMap<String, Integer> kills = new TreeMap<>();
    private @Nullable Connection watching;
    private KilledProgram undisturbed;
    private KilledProgram killed;

    @BeforeEach
    void prepare() throws IOException {
        var conversations = KilledProgram.conversations(temporary);
        undisturbed = new KilledProgram(temporary.resolve("undisturbed"), conversations);
        killed = new KilledProgram(temporary.resolve("killed"), conversations);
    }

    @AfterEach
    void end() throws InterruptedException {
        undisturbed.killEverything();
        killed.killEverything();
    }

    @Test
    void whateverIsKilledTheResultIsThatOfAnUndisturbedRun() throws Exception {
        log.info("the seed of this kill test is {}", seed);
        killTheFirstStart();
        killed.start();
        var number = 0;
        for (var kill : KillPlan.of(random)) {
            if (kill.step() != null) {
                killed.allow(++number);
            }
            awaitTheMoment(kill);
            kill(kill.victim());
            kills.merge(kill.victim() + " in " + (kill.step() == null ? "between" : kill.step()), 1, Integer::sum);
            goOn(kill);
        }
        var result = results(killed);
        log.info("killed: {}", kills);
        var repeated = new Outcome(killed.connect(), killed.data())
                .sentMessageIds().values().stream().filter(times -> times > 1).count();
        log.info("mails that left more than once, under one Message-ID: {}", repeated);
        assertThat(killed.stop()).as("exit code of a stop").isIn(0, 143);
        assertThat(killed.leftovers())
                .as("sound and libraries left in folders for a while")
                .isEmpty();

        undisturbed.start();
        undisturbed.allow(KilledProgram.CONVERSATIONS);
        var expected = results(undisturbed);
        assertThat(undisturbed.stop()).as("exit code of a stop").isIn(0, 143);

        assertThat(kills.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(15);
        assertSoftly(softly -> {
            softly.assertThat(without(result.rows(), expected.rows()))
                    .as("rows that an undisturbed run does not have")
                    .isEmpty();
            softly.assertThat(without(expected.rows(), result.rows()))
                    .as("rows that only an undisturbed run has")
                    .isEmpty();
            softly.assertThat(result.objects()).isEqualTo(expected.objects());
        });
    }

    /** Each row as often as it is there more often. */
    private static List<String> without(List<String> rows, List<String> others) {
        var left = new ArrayList<>(rows);
        others.forEach(left::remove);
        return left;
    }

    /** What is compared; everything else was checked on the way. */
    private record Results(List<String> rows, TreeMap<String, String> objects) {}

    private Results results(KilledProgram program) throws Exception {
        await().atMost(END).pollInterval(Duration.ofMillis(300)).until(() -> isComplete(program));
        try (var connection = program.connect()) {
            var outcome = new Outcome(connection, program.data());
            assertSoftly(softly -> {
                try {
                    softly.assertThat(outcome.leftToDo()).as("left to do").isEmpty();
                    softly.assertThat(outcome.column("select state || ' ' || coalesce(reason_detail, '') from "
                                    + "processing_run where state <> 'COMPLETED'"))
                            .as("runs that did not succeed")
                            .isEmpty();
                    softly.assertThat(outcome.column("select count(*) from processing_run"))
                            .containsExactly(String.valueOf(KilledProgram.CONVERSATIONS));
                    softly.assertThat(outcome.objects().navigableKeySet())
                            .as("objects in the store, against the rows")
                            .isEqualTo(outcome.expectedObjects());
                    softly.assertThat(new ArrayList<>(outcome.sentMessageIds().keySet()))
                            .as("Message-IDs that left, against the log")
                            .isEqualTo(outcome.loggedMessageIds());
                    softly.assertThat(Files.readString(program.folder().resolve(KillableAyka.ACKNOWLEDGED)))
                            .as("acknowledged, then lost")
                            .doesNotContain("!");
                } catch (SQLException | IOException e) {
                    throw new AssertionError("the outcome cannot be read", e);
                }
            });
            return new Results(outcome.rows(), outcome.objects());
        }
    }

    private boolean isComplete(KilledProgram program) throws IOException {
        assertThat(program.isAlive())
                .as("it lives; see %s", program.folder().resolve("words"))
                .isTrue();
        try (var connection = program.connect()) {
            return new Outcome(connection, program.data()).isComplete(KilledProgram.CONVERSATIONS);
        } catch (SQLException | IOException | IndexOutOfBoundsException e) {
            return false; // its database is just coming back
        }
    }

    private void killTheFirstStart() throws Exception {
        for (int i = 0; i < 2; i++) {
            killed.launch();
            pass(Duration.ofMillis(1000 + random.nextInt(6000)));
            killed.kill();
            kills.merge("PROGRAM in its first start", 1, Integer::sum);
        }
    }

    private void awaitTheMoment(Kill kill) {
        var step = kill.step();
        if (step == null) {
            pass(Duration.ofMillis(200 + random.nextInt(4000)));
            return;
        }
        try {
            await().pollInterval(Duration.ofMillis(1)).atMost(STEP_COMES).until(() -> isInWork(step));
            pass(Duration.ofMillis(random.nextInt(step.equals("leads") || step.equals("summary") ? 15 : 600)));
        } catch (ConditionTimeoutException e) {
            log.info("no recording came to {}; killing all the same", step);
        }
    }

    private boolean isInWork(String step) throws IOException {
        try {
            if (watching == null) {
                watching = killed.connect();
            }
            return !new Outcome(watching, killed.data())
                    .column("select 1 from run_step where state = 'RUNNING' and step = '" + step + "'")
                    .isEmpty();
        } catch (SQLException | IOException | IndexOutOfBoundsException e) {
            watching = null; // killed, and just coming back
            return false;
        }
    }

    private void kill(Victim victim) throws Exception {
        log.info("killing {}", victim);
        switch (victim) {
            case PROGRAM -> killed.kill();
            case SPEECH_PROCESS -> {
                await().atMost(STEP_COMES).until(() -> killed.speechProcess().isPresent());
                killed.speechProcess().ifPresent(ProcessHandle::destroyForcibly);
            }
            case POSTGRESQL -> killPostgres();
            case PROGRAM_AND_POSTGRESQL -> {
                killed.kill();
                killPostgres();
            }
        }
    }

    /** The postmaster alone, as somebody with its number would, or all of its processes, as the kernel might. */
    private void killPostgres() {
        await().atMost(STEP_COMES).until(() -> killed.postmaster().isPresent());
        var server = killed.postmaster().orElseThrow();
        var sessions = random.nextBoolean() ? server.descendants().toList() : List.<ProcessHandle>of();
        server.destroyForcibly();
        sessions.forEach(ProcessHandle::destroyForcibly);
    }

    private void goOn(Kill kill) throws Exception {
        if (!killed.isAlive()) {
            assertThat(kill.victim()).isIn(Victim.PROGRAM, Victim.PROGRAM_AND_POSTGRESQL);
            if (random.nextInt(3) == 0) {
                killed.launch();
                pass(Duration.ofMillis(500 + random.nextInt(8000)));
                killed.kill();
                kills.merge("PROGRAM in a later start", 1, Integer::sum);
            }
            killed.start();
        }
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }
}
