package app.ayka.jobs;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.Ayka;
import app.ayka.base.UserId;
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
    void whatFailedIsFoundUnderstoodAndMended() {
        setDefaultAssertionTimeout(30_000); // a busy machine is slow, not wrong
        var ada = users.register("Ada");
        users.setUp(ada, PASSWORD, true);
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
        var waits = recordings.again(
                anna, prepared, Step.TRANSCRIBE, new RunOptions("whisper", "not-there-yet", null, null, null));
        await().atMost(LONG).until(() -> recordings.run(anna, waits).state() == RunState.WAITING);
        try (var browser = Browser.open()) {
            var page = browser.page();
            signIn(page, TestUsers.email("Ada", ada));
            mend(page, run);
            ends(anna, run, RunState.COMPLETED);
        }
        for (var width : new int[] {1280, 390}) {
            for (var dark : new boolean[] {false, true}) {
                photograph(ada, run, waits, width, dark);
            }
        }
    }

    private void mend(Page page, RunId run) {
        page.navigate(address("jobs"));
        page.locator(".state-chip")
                .filter(new Locator.FilterOptions().setHasText("Failed"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*state=failed.*"));
        assertThat(page.locator(".job-row:visible")).hasCount(1); // the list keeps rows that it hides
        page.locator(".job-row:visible a").click();
        assertThat(page).hasURL(Pattern.compile(".*/jobs/" + run));
        assertThat(page.locator(".job-trouble h2")).containsText("refuses the request");
        assertThat(page.locator(".job-advice")).containsText("transcription server runs");
        assertThat(page.locator(".log-lines")).containsText("step transcribe begins");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Rerun failed parts"))
                .click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByText("1 of 2 parts; 1 are done and stay")).isVisible();
        shoot(page, "dialog", 1280, false);
        dialog.getByLabel("Why").fill("the server was restarted");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rerun failed parts"))
                .click();
        assertThat(page.locator(".job-facts .chip")).hasText("Done");
        assertThat(page.locator(".attempt")).hasCount(2);
        assertThat(page.locator(".book-entry")).containsText("the server was restarted");
        assertThat(page.locator(".book-entry")).containsText("Ada");
    }

    private void photograph(UserId ada, RunId run, RunId waits, int width, boolean dark) {
        try (var browser = Browser.open(null, width, dark)) {
            var page = browser.page();
            signIn(page, TestUsers.email("Ada", ada));
            page.navigate(address("jobs"));
            assertThat(page.locator(".job-row").first()).isVisible();
            page.locator(".job-pick").nth(1).click();
            assertThat(page.locator(".bulk-bar")).containsText("One job chosen");
            shoot(page, "list", width, dark);
            page.navigate(address("jobs/" + run));
            assertThat(page.locator(".attempt").first()).isVisible();
            shoot(page, "job", width, dark);
            page.navigate(address("jobs/" + waits));
            assertThat(page.locator(".job-trouble")).isVisible();
            shoot(page, "waits", width, dark);
            page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("More"))
                    .click();
            page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("New run…"))
                    .click();
            assertThat(page.getByRole(AriaRole.DIALOG).getByLabel("Why")).isVisible();
            shoot(page, "new-run", width, dark);
            page.navigate(address("jobs/trends"));
            assertThat(page.locator(".trend").first()).isVisible();
            shoot(page, "trends", width, dark);
        }
    }

    /** Nothing is wider than the page, and what is touched is large enough. */
    private static void shoot(Page page, String name, int width, boolean dark) {
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s at %s fits", name, width)
                .isTrue();
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screens/console-" + name + "-" + width + (dark ? "-dark" : "") + ".png")));
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
