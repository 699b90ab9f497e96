package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.cli.CommandLine;
import app.ayka.base.cli.ExitCode;
import app.ayka.jobs.console.JobActions;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** {@code ayka jobs} against a program that runs, by way of its database. */
@WorkerTest
@Import(TestRecordings.class)
class JobsCommandTest {

    private record Ended(ExitCode code, String out, String err) {}

    @TempDir
    Path folder;

    @Autowired
    TestRecordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    JobActions actions;

    @Autowired
    TestUsers users;

    @Value("${ayka.database.url}")
    String database;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final String logging = System.getProperty("logback.configurationFile", "");
    private UserId anna = UserId.of("00000000-0000-0000-0000-000000000000");

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @AfterEach
    void leaveTheTerminalAlone() {
        System.setOut(out);
        System.setErr(err);
        if (logging.isEmpty()) {
            System.clearProperty("logback.configurationFile");
        }
    }

    @Test
    void aStoppedRunIsFoundRestartedByTheClusterAndKeptInTheBook() {
        var run = stopped();
        var listed = jobs("list", "--state", "stopped", "--user", TestUsers.email("Anna", anna), "--json");
        assertThat(listed.code()).isEqualTo(ExitCode.DONE);
        var json = JsonMapper.shared().readTree(listed.out());
        assertThat(json.size()).isEqualTo(1);
        assertThat(json.get(0).path("run").asString()).isEqualTo(run.toString());
        assertThat(json.get(0).path("state").asString()).isEqualTo("STOPPED");
        var planned = jobs("restart", run.toString(), "--dry-run");
        assertThat(planned.out()).contains("Worked on again: leads");
        assertThat(recordings.run(anna, run).state()).isEqualTo(RunState.STOPPED);

        var restarted = jobs("restart", run.toString().substring(0, 8), "--reason", "by hand");

        assertThat(restarted.err()).isEmpty();
        assertThat(restarted.code()).isEqualTo(ExitCode.DONE);
        assertThat(restarted.out()).contains("It is queued");
        ends(run, RunState.COMPLETED);
        var ada = users.register("Ada");
        users.setUp(ada, "a password of some length", true);
        assertThat(ActingUser.call(ada, () -> actions.of(run))).singleElement().satisfies(entry -> {
            assertThat(entry.who()).startsWith("command line, ");
            assertThat(entry.reason()).isEqualTo("by hand");
            assertThat(entry.outcome()).isEqualTo("DONE");
        });
        assertThat(jobs("show", run.toString()).out()).contains("completed", "leads", "because: by hand");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(jobs("log", run.toString()).out()).contains("step leads begins"));
    }

    @Test
    void whatMakesNoSenseIsRefusedInWordsWithTheirOwnExitCode() {
        var run = recordings.imported(anna, TestRecordings.HALLWAY);
        ends(run, RunState.COMPLETED);

        var refused = jobs("rerun", run.toString(), "--reason", "why not", "--json");

        assertThat(refused.code()).isEqualTo(ExitCode.SOME_INPUTS_FAILED);
        assertThat(refused.err()).contains(run + ": It is done");
        assertThat(JsonMapper.shared()
                        .readTree(refused.out())
                        .get(0)
                        .path("outcome")
                        .asString())
                .isEqualTo("REFUSED");
    }

    @Test
    void severalAtOnceByAFilter() {
        var first = stopped();
        var second = stopped();

        var ended = jobs(
                "restart", "--all", "--state", "stopped", "--user", TestUsers.email("Anna", anna), "--reason", "both");

        assertThat(ended.code()).isEqualTo(ExitCode.DONE);
        assertThat(ended.out()).contains(first.toString(), second.toString());
        ends(first, RunState.COMPLETED);
        ends(second, RunState.COMPLETED);
    }

    @Test
    void wrongUsageSaysWhatToWrite() {
        assertThat(jobs("dance").err()).contains("there is no dance");
        assertThat(jobs("stop", "abc").err()).contains("--reason");
        assertThat(jobs("stop", "--reason", "x").err()).contains("name runs");
        assertThat(jobs("stop", "--all", "--reason", "x").err()).contains("--all needs a filter");
        assertThat(jobs("show", "ffff0000").err()).contains("there is no run ffff0000");
        assertThat(jobs("show", "ffff0000").err()).doesNotContain("usage:");
        assertThat(jobs("list", "--limit", "-3").err()).contains("at least 1");
        assertThat(jobs("list", "--since", "soon").err()).contains("90m, 24h or 7d");
        assertThat(jobs("list", "--state", "lost").err()).contains("there is no state lost");
        assertThat(jobs("list", "--user", "nobody@example.org").code()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void withoutAClusterItSaysHowToNameOne() {
        var nowhere = run(List.of("jobs", "list", "--ayka.data=" + folder));
        assertThat(nowhere.code()).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(nowhere.err()).contains("no AYKA runs on the data folder", "--ayka.database.url");
        var deaf = run(List.of("jobs", "list", "--ayka.database.url=jdbc:postgresql://127.0.0.1:1/ayka"));
        assertThat(deaf.code()).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(deaf.err()).contains("lets nobody in");
        assertThat(run(List.of("jobs", "list", "--ayka.database.url=" + database.replaceFirst("[^/]+$", "template1")))
                        .err())
                .contains("has no jobs of an AYKA");
        assertThat(run(List.of("jobs", "list", "--ayka.database.url=db.example.org"))
                        .err())
                .contains("jdbc:postgresql://");
    }

    @Test
    void theEmbeddedDatabaseIsFoundByTheDataFolder() throws Exception {
        var postgres = Files.createDirectory(folder.resolve("postgres"));
        var port = database.replaceFirst(".*:(\\d+)/.*", "$1");
        Files.write(postgres.resolve("postmaster.pid"), List.of("1", folder.toString(), "0", port));
        Files.writeString(folder.resolve("database.key"), "whatever\n");
        // the tables of this test are in a database of its own, so that none are found here
        var found = run(List.of("jobs", "list", "--ayka.data=" + folder));
        assertThat(found.err()).doesNotContain("no AYKA runs", "lets nobody in");
    }

    private RunId stopped() {
        return ActingUser.call(anna, () -> recordings.importedButNotQueued(anna));
    }

    private Ended jobs(String... words) {
        var all = new ArrayList<>(List.of("jobs"));
        all.addAll(List.of(words));
        all.addAll(List.of("--ayka.database.url=" + database, "--ayka.database.password="));
        return run(all);
    }

    private static Ended run(List<String> words) {
        var said = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        var code = CommandLine.find(words.toArray(String[]::new)).orElseThrow().run();
        return new Ended(code, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
    }

    private void ends(RunId run, RunState state) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> recordings.run(anna, run).state().isFinal());
        assertThat(recordings.run(anna, run).state()).isEqualTo(state);
    }
}
