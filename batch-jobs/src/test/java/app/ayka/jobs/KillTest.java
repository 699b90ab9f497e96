package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

    /** What is killed. */
    private enum Victim {
        PROGRAM,
        SPEECH_PROCESS,
        POSTGRESQL,
        PROGRAM_AND_POSTGRESQL
    }

    /** One kill: of whom, and while which step is in work; null for any time. */
    private record Kill(Victim victim, @Nullable String step) {}

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
        undisturbed = new KilledProgram(temporary.resolve("undisturbed"), conversations());
        killed = new KilledProgram(temporary.resolve("killed"), conversations());
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
        for (var kill : plan()) {
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
        undisturbed.allow(conversations().size());
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
                            .containsExactly(String.valueOf(conversations().size()));
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
            return new Outcome(connection, program.data())
                    .isComplete(conversations().size());
        } catch (SQLException | IOException | IndexOutOfBoundsException e) {
            return false; // its database is just coming back
        }
    }

    /** Twenty kills: each new conversation has one inside of a step, and one that comes when it comes. */
    private List<Kill> plan() {
        var inSteps = List.of(
                new Kill(Victim.SPEECH_PROCESS, "transcribe"),
                new Kill(either(), "leads"),
                new Kill(either(), "prepare"),
                new Kill(Victim.PROGRAM, "summary"),
                new Kill(either(), "transcribe"),
                new Kill(either(), "leads"),
                new Kill(Victim.POSTGRESQL, "voices"),
                new Kill(either(), "prepare"),
                new Kill(Victim.SPEECH_PROCESS, "voices"),
                new Kill(Victim.POSTGRESQL, "summary"));
        var between = new ArrayList<>(List.of(Victim.PROGRAM_AND_POSTGRESQL));
        for (int i = 0; i < 3; i++) {
            between.addAll(List.of(Victim.PROGRAM, Victim.SPEECH_PROCESS, Victim.POSTGRESQL));
        }
        Collections.shuffle(between, random);
        var plan = new ArrayList<Kill>();
        for (int i = 0; i < inSteps.size(); i++) {
            plan.add(inSteps.get(i));
            plan.add(new Kill(between.get(i), null));
        }
        return plan;
    }

    private Victim either() {
        return random.nextBoolean() ? Victim.PROGRAM : Victim.POSTGRESQL;
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

    /** Ten, of which six are sound: in chunks, in files, short, and with two spans. */
    private List<Path> conversations() throws IOException {
        var folder = TestSounds.shared("eval/speech/conversations");
        var real = TestSounds.shared("eval/speech/real");
        var long17Minutes = temporary.resolve("long.wav");
        if (!Files.exists(long17Minutes)) {
            TestSounds.twoSentences(long17Minutes, 16 * 60);
        }
        var captured = temporary.resolve("short.captured"); // what a device sends in chunks may be any sound
        if (!Files.exists(captured)) {
            Files.copy(real.resolve("sense_and_sensibility_01_austen_64kb-0890.wav"), captured);
        }
        return List.of(
                folder.resolve("conv-1-platform.webm"),
                folder.resolve("conv-3-seed-pitch-3spk.json"),
                TestSounds.speech(),
                folder.resolve("conv-6-badge-readers.json"),
                long17Minutes,
                folder.resolve("conv-5-hotel-call.json"),
                real.resolve("sense_and_sensibility_01_austen_64kb-0870.wav"),
                captured,
                real.resolve("pyannote-sample.wav"),
                folder.resolve("conv-9-rail-fair.json"));
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }
}
