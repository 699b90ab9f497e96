package app.ayka.jobs;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.Ayka;
import app.ayka.base.UserId;
import app.ayka.journey.Camera;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Step;
import app.ayka.testing.Browser;
import app.ayka.testing.OwnDatabase;
import app.ayka.testing.TestUsers;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An administrator finds what failed, reads why, has the failed parts done again, and sees it become green. */
@SpringBootTest(
        classes = Ayka.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"vaadin.productionMode=true", "ayka.speech.server.key=sk-test-1234"})
@ContextConfiguration(initializers = OwnDatabase.class)
@Import({TestUsers.class, TestRecordings.class})
@DirtiesContext
@Tag("slow")
class ConsoleIT {

    private static final int OLD = 60;
    private static final String PASSWORD = "a long walk by the river";
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final RefusingServer SERVER = new RefusingServer();
    private static final RunOptions SERVER_HEARS = new RunOptions("openai", "whisper-1", "en", 2, 3);

    @Autowired
    TestRecordings recordings;

    @Autowired
    TestUsers users;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry settings) {
        settings.add("ayka.speech.server.url", SERVER::baseUrl);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void whatFailedIsFoundUnderstoodAndMended() throws IOException {
        setDefaultAssertionTimeout(30_000); // a busy machine is slow, not wrong
        var ada = users.register("Ada");
        users.setUp(ada, PASSWORD, true);
        try (var browser = Browser.open()) {
            var page = browser.page();
            var camera = new Camera(page, Path.of("target/screens/console"));
            signIn(page, TestUsers.email("Ada", ada));
            page.navigate(address("jobs"));
            assertThat(page.getByText("No jobs yet")).isVisible();
            camera.shoot("00-empty");
            var anna = users.register("Anna");
            var prepared = recordings.uploaded(anna, TestSounds.speech(), TestRecordings.NO_ENGINE);
            ends(anna, prepared, RunState.COMPLETED);
            recordings.cutInTwo(users, anna, prepared);
            for (var one = 0; one < 8; one++) {
                ends(anna, recordings.imported(anna, TestRecordings.HALLWAY), RunState.COMPLETED);
            }
            SERVER.refuse(1);
            var run = recordings.again(anna, prepared, Step.TRANSCRIBE, SERVER_HEARS);
            ends(anna, run, RunState.FAILED);
            mend(page, run, camera);
            ends(anna, run, RunState.COMPLETED);
            var waits = recordings.again(
                    anna, prepared, Step.TRANSCRIBE, new RunOptions("whisper", "not-there-yet", null, null, null));
            await().atMost(LONG).until(() -> recordings.run(anna, waits).state() == RunState.WAITING);
            failuresOfLongAgo(run);
            photograph(page, run, waits, camera);
            giveUpMany(page, camera);
            assertThat(camera.faults()).isEmpty();
        }
    }

    private void mend(Page page, RunId run, Camera camera) {
        page.navigate(address("jobs"));
        assertThat(rows(page)).hasCount(10);
        page.locator(".state-chip")
                .filter(new Locator.FilterOptions().setHasText("Failed"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*state=failed.*"));
        assertThat(rows(page)).hasCount(1);
        assertThat(rows(page)).containsText("refuses the request");
        rows(page).locator("a").click();
        assertThat(page).hasURL(Pattern.compile(".*/jobs/" + run));
        assertThat(page.locator(".job-trouble h2")).containsText("refuses the request");
        assertThat(page.locator(".job-advice")).containsText("transcription server runs");
        assertThat(page.locator(".log-lines")).containsText("step transcribe begins");
        camera.shoot("10-failed");
        camera.tabThrough("10-failed");
        button(page, "Rerun failed parts").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByText("1 of 2 parts; one is done and stays")).isVisible();
        camera.shoot("11-rerun");
        dialog.getByLabel("Why").fill("the server was restarted");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rerun failed parts"))
                .click();
        assertThat(page.locator(".job-facts .chip")).hasText("Done");
        assertThat(page.locator(".attempt")).hasCount(2);
        assertThat(page.locator(".book-entry")).containsText("the server was restarted");
        assertThat(page.locator(".book-entry")).containsText("Ada");
    }

    private void photograph(Page page, RunId run, RunId waits, Camera camera) {
        page.navigate(address("jobs/" + run));
        assertThat(page.locator(".attempt").first()).isVisible();
        camera.shoot("20-mended");
        choose(page, "More", "New run…");
        assertThat(page.getByRole(AriaRole.DIALOG).getByText("has not ended")).isVisible();
        camera.shoot("21-new-run-refused");
        page.navigate(address("jobs/" + waits));
        assertThat(page.locator(".job-trouble")).containsText("goes on by itself");
        camera.shoot("22-waits");
        choose(page, "More", "Priority…");
        assertThat(page.getByRole(AriaRole.DIALOG).getByLabel("Why")).isVisible();
        camera.shoot("23-priority");
        page.navigate(address("jobs/trends"));
        assertThat(page.locator(".trend svg").first()).isVisible();
        camera.shoot("24-trends");
        page.navigate(address("cluster"));
        assertThat(page.locator(".node-card").first()).isVisible();
        camera.shoot("25-cluster");
        camera.tabThrough("25-cluster");
    }

    /** Of many that were chosen, each is done or refused, and it is said of each. */
    private void giveUpMany(Page page, Camera camera) {
        page.navigate(address("jobs?state=failed,waiting"));
        assertThat(rows(page).first()).isVisible();
        camera.shoot("30-failures");
        rows(page).nth(1).locator(".job-pick").click();
        assertThat(page.locator(".bulk-bar")).containsText("One job chosen");
        camera.shoot("31-one-chosen");
        button(page, "Choose all " + (OLD + 1)).click();
        assertThat(page.locator(".bulk-bar")).containsText(OLD + 1 + " jobs chosen");
        choose(page, "Actions", "Give up");
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText(OLD + 1 + " jobs chosen; it makes sense for " + OLD);
        dialog.getByLabel("Why").fill("nobody wants them any more");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Give up"))
                .click();
        assertThat(page.locator(".bulk-count"))
                .hasText("%d of %d: %d done, 1 refused".formatted(OLD + 1, OLD + 1, OLD));
        assertThat(page.locator(".bulk-result").first()).containsText("Stop it first");
        camera.shoot("32-many-done");
        button(page, "Close").click();
        assertThat(rows(page).nth(1)).containsText("Given up");
        assertThat(page.locator(".bulk-bar")).containsText("None chosen");
        page.navigate(address("jobs/actions"));
        assertThat(page.locator(".book-entry").first()).containsText("Give up · " + (OLD + 1) + " jobs");
        page.locator(".book-entry summary").first().click();
        assertThat(page.locator(".book-many").getByText("Refused: It waits")).isVisible();
        camera.shoot("33-history");
        assertThat(users.schema()
                        .sql("select count(*) from job_action where action = 'abandon' and reason like 'nobody%'")
                        .query(Integer.class)
                        .single())
                .as("entries of the book")
                .isEqualTo(OLD + 1);
    }

    /** Rows of runs that failed, for a list that is long. */
    private void failuresOfLongAgo(RunId like) {
        users.schema().sql("""
                        insert into processing_run (id, owner_id, recording_id, from_step, pipeline_version, engine, state,
                            reason, reason_detail, created_at, started_at, finished_at)
                        select gen_random_uuid(), p.owner_id, p.recording_id, p.from_step, p.pipeline_version, p.engine, 'FAILED',
                            case g % 3 when 0 then 'The transcription server refuses the request (400).'
                                when 1 then 'The object store does not answer. The recording is safe; restart it when the'
                                    || ' store is back, or ask whoever runs it what happened to it in that night.'
                                else 'The sound cannot be read.' end,
                            case g % 3 when 0 then 'AiCallException: 400' when 1 then 'ObjectStoreException: timeout'
                                else 'AudioException: no moov atom' end,
                            now() - g * interval '2 hours', now() - g * interval '2 hours' + interval '3 s',
                            now() - g * interval '2 hours' + g * interval '5 s'
                        from processing_run p, generate_series(1, ?) g where p.id = ?""").params(OLD, like.value()).update();
    }

    private static void choose(Page page, String menu, String item) {
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(menu))
                .click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(item).setExact(true))
                .click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The list keeps rows that it does not need at the moment, hidden. */
    private static Locator rows(Page page) {
        return page.locator(".job-row:visible");
    }

    private void signIn(Page page, String email) {
        page.navigate(address("login"));
        page.getByLabel("E-mail").fill(email);
        page.getByLabel("Password").first().fill(PASSWORD);
        page.keyboard().press("Enter");
        page.locator("main ayka-recorder").waitFor();
    }

    private String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }

    private void ends(UserId owner, RunId run, RunState state) {
        await().atMost(LONG).until(() -> recordings.run(owner, run).state().isFinal());
        var ended = recordings.run(owner, run);
        assertThat(ended.state())
                .as("%s %s", ended.reason(), ended.reasonDetail())
                .isEqualTo(state);
    }
}
