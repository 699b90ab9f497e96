package app.ayka.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.Ayka;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingSummary;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.speech.imports.ImportResult;
import app.ayka.speech.imports.TranscriptImport;
import app.ayka.testing.Browser;
import app.ayka.testing.OwnDatabase;
import app.ayka.testing.Shared;
import app.ayka.testing.TestUsers;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Walks through every view and dialog as a newcomer and an administrator see them and photographs each, light and dark,
 * 1280 and 390 px wide, into {@code target/screens}. Fails at the end with everything that the pictures show to be wrong.
 */
@SpringBootTest(
        classes = Ayka.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "vaadin.productionMode=true",
            "ayka.accounts.sign-up=open",
            "ayka.speech.engine=whisper",
            // what waits stays as it is, and so do the pictures of it
            "ayka.jobs.look-for-model=1h"
        })
@ContextConfiguration(initializers = {OwnDatabase.class, WithoutModels.class})
@Import(TestUsers.class)
@DirtiesContext
@Tag("slow")
class ScreensIT {

    private static final String EMAIL = "hannah@example.org";
    private static final String PASSWORD = "a long walk by the river";

    /** Conversations with people in them; each is told to have been so many hours ago. */
    private static final List<String> CONVERSATIONS =
            List.of("own-04", "own-16", "own-11", "own-01", "own-25", "own-03");

    @Autowired
    TranscriptImport transcripts;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    TestUsers users;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @SuppressWarnings("NullAway.Init")
    private Camera camera;

    private String invited = "";

    @Test
    void everyViewIsFitToBeSeen() throws Exception {
        try (var browser = Browser.hearing(Shared.path("eval/speech/conversations/conv-1-platform.wav"))) {
            page = browser.page();
            camera = new Camera(page, Path.of("target/screens"));
            entrance();
            camera.part("emptyPages", this::emptyPages);
            camera.part("recording", this::recording);
            camera.part("sampleConversation", this::sampleConversation);
            camera.part("waitingFailedAndRunning", this::waitingFailedAndRunning);
            camera.part("leads", this::leads);
            camera.part("mail", this::mail);
            camera.part("profile", this::profile);
            camera.part("administration", this::administration);
            camera.part("trouble", this::trouble);
        }
        assertThat(camera.faults()).isEmpty();
    }

    private void entrance() {
        open("");
        assertThat(page.getByText("Let’s set up AYKA")).isVisible();
        camera.shoot("01-setup");
        camera.tabThrough("01-setup");
        page.getByLabel("Your name").fill("Hannah Whitlock");
        page.getByLabel("E-mail").fill("hannah@nowhere");
        page.getByLabel("Password").first().fill("short");
        button("Create administrator").click();
        assertThat(page.getByText("Use at least")).isVisible();
        camera.shoot("02-setup-invalid");
        page.getByLabel("E-mail").fill(EMAIL);
        page.getByLabel("Password").first().fill(PASSWORD);
        page.keyboard().press("Enter");
        page.locator("main ayka-recorder").waitFor();
        page.context().clearCookies();
        open("sign-up");
        camera.shoot("03-sign-up");
        open("login");
        camera.shoot("04-login");
        camera.tabThrough("04-login");
        page.getByLabel("E-mail").fill(EMAIL);
        page.getByLabel("Password").first().fill("not the right one");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT).getByText("do not belong together"))
                .isVisible();
        camera.shoot("05-login-wrong");
        page.getByLabel("E-mail").fill(EMAIL);
        page.getByLabel("Password").first().fill(PASSWORD);
        page.keyboard().press("Enter");
        page.locator("main ayka-recorder").waitFor();
    }

    private void emptyPages() {
        open("");
        camera.shoot("10-record");
        camera.tabThrough("10-record");
        open("recordings");
        assertThat(page.getByText("Your conversations will be here")).isVisible();
        camera.shoot("11-recordings-empty");
        open("leads");
        assertThat(page.getByText("The people worth calling")).isVisible();
        camera.shoot("12-leads-empty");
        open("mail");
        camera.shoot("13-mail-empty");
        open("jobs");
        camera.shoot("14-jobs-empty");
    }

    private void recording() {
        open("");
        var recorder = recorder();
        recorder.getByLabel("Title").fill("Coffee with Deepak from Ferrostack");
        recorder.getByLabel("Everyone here agreed").check();
        recorder.getByLabel("Who agreed").fill("Deepak");
        inRecorder("Record").click();
        assertThat(recorder.locator("time"))
                .hasText(Pattern.compile("0:(0[7-9]|1\\d)"), within(Duration.ofSeconds(20)));
        camera.shoot("20-recording");
        link("Leads").click();
        assertThat(page.getByText("The people worth calling")).isVisible();
        camera.shoot("21-recording-elsewhere");
        link("Record").click();
        inRecorder("Pause").click();
        assertThat(inRecorder("Continue")).isVisible();
        camera.shoot("22-paused");
        inRecorder("Finish").click();
        assertThat(page.getByText("Your recording is safe")).isVisible(visible(Duration.ofSeconds(20)));
        camera.shoot("23-finished");
    }

    private void sampleConversation() {
        open("");
        button("See what AYKA does").click();
        assertThat(page.getByText("Deepak Subramanian").first()).isVisible(visible(Duration.ofMinutes(1)));
        await().atMost(Duration.ofMinutes(1)).until(() -> anyRun(RunState.COMPLETED));
        assertThat(page.locator("ayka-player")).isVisible();
        camera.shoot("30-recording");
        camera.tabThrough("30-recording");
        page.locator(".line").nth(4).click();
        assertThat(page.locator(".line[aria-current=true]")).isVisible();
        page.getByLabel("Find in the transcript").fill("data");
        camera.shoot("31-recording-playing");
        page.locator("ayka-player").getByRole(AriaRole.BUTTON).first().click();
        page.locator(".turn-speaker").first().click();
        assertThat(dialog().getByLabel("Name")).isVisible();
        camera.shoot("32-rename-speaker");
        dialog().getByLabel("Name").fill("Hannah");
        page.keyboard().press("Enter");
        assertThat(page.getByText("is now Hannah")).isVisible();
        camera.shoot("33-renamed");
        page.locator(".line").nth(2).hover();
        page.locator(".line").nth(2).focus();
        page.keyboard().press("e");
        camera.shoot("34-correct-words");
        page.keyboard().press("Escape");
        button("Run again").click();
        assertThat(dialog().getByText("From this step on").first()).isVisible();
        camera.shoot("35-run-again");
        page.keyboard().press("Escape");
        assertThat(dialog()).hasCount(0);
        page.getByLabel("Rename").click();
        camera.shoot("36-rename-recording");
        page.keyboard().press("Escape");
    }

    private void waitingFailedAndRunning() throws IOException {
        var photograph = folder.resolve("Holiday photograph.mp3");
        var noise = new byte[5_000]; // of which the browser cannot say that it is no sound
        new Random(1).nextBytes(noise);
        Files.write(photograph, noise);
        open("");
        page.locator("ayka-uploader input[type=file]").setInputFiles(photograph);
        camera.shoot("40-upload");
        await().atMost(Duration.ofMinutes(1)).until(() -> anyRun(RunState.FAILED));
        await().atMost(Duration.ofMinutes(1)).until(() -> anyRun(RunState.WAITING));
        importConversations();
        showOneAtWork();
        open("recordings");
        assertThat(page.getByText("Holiday photograph")).isVisible();
        camera.shoot("41-recordings");
        camera.tabThrough("41-recordings");
        page.getByText("Holiday photograph").click();
        assertThat(page.getByText("Technical cause").first()).isVisible();
        camera.shoot("42-recording-failed");
        open("recordings/" + ofRun(RunState.WAITING).id());
        assertThat(page.getByText("This recording waits")).isVisible();
        camera.shoot("43-model");
        open("recordings/" + ofRun(RunState.RUNNING).id());
        camera.shoot("44-recording-at-work");
        open("recordings");
        page.getByLabel("Find by title or tag").fill("zebra");
        assertThat(page.getByText("No recording matches")).isVisible();
        camera.shoot("45-recordings-none");
        open("recordings");
        page.getByLabel("Delete Holiday photograph").click();
        assertThat(page.getByText("was deleted")).isVisible();
        camera.shoot("46-recording-deleted");
    }

    private void leads() {
        open("leads");
        assertThat(page.locator(".row").first()).isVisible();
        camera.shoot("50-leads");
        camera.tabThrough("50-leads");
        page.locator(".row a").first().click();
        assertThat(page.locator(".lead-card")).isVisible();
        camera.shoot("51-lead");
        button("Edit").click();
        camera.shoot("52-lead-edit");
        page.getByLabel("E-mail").fill("hanneke at oranje");
        page.getByLabel("Name", exactly()).fill("");
        button("Save").click();
        assertThat(page.getByText("This is not an e-mail address.").first()).isVisible();
        camera.shoot("53-lead-invalid");
        page.keyboard().press("Escape");
        assertThat(button("Edit")).isVisible();
        button("Keep").click();
        assertThat(page.getByText("is kept")).isVisible();
        camera.shoot("54-lead-kept");
        open("leads");
        page.getByLabel("Name, company, need").fill("zebra");
        assertThat(page.getByText("No lead matches")).isVisible();
        camera.shoot("55-leads-none");
    }

    private void mail() {
        open("mail");
        assertThat(page.locator(".row").first()).isVisible();
        camera.shoot("60-mail");
        page.getByText("Sample: You met").click();
        assertThat(page.locator("iframe")).isVisible();
        camera.shoot("61-mail-preview");
        camera.tabThrough("61-mail-preview");
    }

    private void profile() {
        open("profile");
        assertThat(page.getByLabel("Home city", exactly())).isVisible();
        camera.shoot("70-profile");
        camera.tabThrough("70-profile");
        page.getByLabel("Name", exactly()).fill("");
        page.getByLabel("Up to a distance").check();
        button("Save").click();
        assertThat(page.getByText("Tell us what to call you.")).isVisible();
        camera.shoot("71-profile-invalid");
    }

    private void administration() {
        open("jobs");
        assertThat(page.locator(".row").first()).isVisible();
        camera.shoot("80-jobs");
        camera.tabThrough("80-jobs");
        page.locator(".row a", new Page.LocatorOptions().setHas(page.locator("[data-tone=bad]")))
                .first()
                .click();
        assertThat(page.locator(".job-trouble")).isVisible();
        camera.shoot("81-job-failed");
        camera.tabThrough("81-job-failed");
        open("jobs?state=completed");
        page.locator(".job-row a").first().click();
        assertThat(page.locator(".attempt [data-tone=good]").first()).isVisible();
        camera.shoot("82-job-done");
        open("jobs/trends");
        assertThat(page.locator(".trend svg").first()).isVisible();
        camera.shoot("82-trends");
        users.register("Björn Ågesen");
        users.register("Wilhelmina Constantinopolous-Featherstonehaugh");
        open("admin/users");
        assertThat(page.locator(".user-name").getByText("Björn Ågesen")).isVisible();
        camera.shoot("83-users");
        camera.tabThrough("83-users");
        button("Invite").click();
        assertThat(dialog().getByLabel("E-mail of the person")).isVisible();
        camera.shoot("84-invite");
        page.getByLabel("E-mail of the person").fill("newcomer@example.org");
        page.keyboard().press("Enter");
        assertThat(page.getByText("One-time link")).isVisible();
        camera.shoot("85-invite-link");
        var link = page.locator("vaadin-text-field input[readonly]").inputValue();
        button("Done").click();
        page.locator(".account-menu").click();
        assertThat(page.getByText("Sign out")).isVisible();
        camera.shoot("86-account-menu");
        page.getByText("Keyboard").click();
        assertThat(dialog().getByText("On the dictaphone")).isVisible();
        camera.shoot("86-keyboard");
        page.keyboard().press("Escape");
        invited = link.replaceFirst("^https?://[^/]+/", "");
    }

    private void trouble() {
        open("nowhere/at-all");
        assertThat(page.getByText("There is nothing here")).isVisible();
        camera.shoot("90-not-found");
        open("test/broken");
        assertThat(page.getByText("This page could not be shown")).isVisible();
        camera.shoot("91-broken");
        open("recordings");
        assertThat(page.locator(".row").first()).isVisible();
        page.context().clearCookies(); // the device's too, which would sign in again
        page.context().addCookies(List.of(new Cookie("ayka-session", "ended").setUrl("http://localhost:" + port)));
        button("Record").dispatchEvent("click"); // the notice may be there already and cover what is below it
        assertThat(page.getByText("This page has to be loaded again")).isVisible();
        camera.shoot("92-session-expired");
        open(invited);
        assertThat(page.getByText("You are invited")).isVisible();
        camera.shoot("93-invited");
        open(invited + "x");
        assertThat(page.getByText("This link does not work any more")).isVisible();
        camera.shoot("94-invitation-gone");
    }

    private void importConversations() throws IOException {
        var hoursAgo = 3;
        for (var name : CONVERSATIONS) {
            var json = Files.readString(Path.of("src/test/resources/leads", name + ".json"), StandardCharsets.UTF_8)
                    .replaceFirst(
                            "\"recorded_at\": \"[^\"]+\"",
                            "\"recorded_at\": \"" + Instant.now().minus(hoursAgo, ChronoUnit.HOURS) + "\"");
            var imported = ActingUser.call(
                    hannah(),
                    () -> transcripts.importFile(name + ".json", json.getBytes(StandardCharsets.UTF_8), null));
            assertThat(imported).isInstanceOf(ImportResult.Imported.class);
            hoursAgo += 27;
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() ->
                        all().stream().noneMatch(one -> isIn(one, RunState.QUEUED) || isIn(one, RunState.RUNNING)));
    }

    /** One of them is shown as it looks while it is worked on; nothing would hold real work long enough for a picture. */
    private void showOneAtWork() {
        var one = all().stream()
                .filter(recording -> recording.title().startsWith("Harbour tour"))
                .findFirst()
                .orElseThrow();
        var run = Objects.requireNonNull(one.currentRun()).id();
        ActingUser.run(hannah(), () -> {
            runs.tell(run, RunState.RUNNING, null, null);
            runs.tell(run, Step.PREPARE, StepState.DONE, 1, 1);
            runs.tell(run, Step.TRANSCRIBE, StepState.RUNNING, 3, 8);
            runs.tell(run, Step.VOICES, StepState.WAITING, 0, 8);
            runs.tell(run, Step.LEADS, StepState.WAITING, 0, 0);
            runs.tell(run, Step.SUMMARY, StepState.WAITING, 0, 0);
        });
    }

    private UserId hannah() {
        return jdbc.sql("select id from account_by_email(?)")
                .param(EMAIL)
                .query((row, index) -> new UserId(row.getObject("id", java.util.UUID.class)))
                .single();
    }

    private List<RecordingSummary> all() {
        return ActingUser.call(hannah(), () -> recordings.list("", 100));
    }

    private boolean anyRun(RunState state) {
        return all().stream().anyMatch(one -> isIn(one, state));
    }

    private RecordingSummary ofRun(RunState state) {
        Predicate<RecordingSummary> right = one -> isIn(one, state);
        return all().stream().filter(right).findFirst().orElseThrow();
    }

    private static boolean isIn(RecordingSummary recording, RunState state) {
        Run run = recording.currentRun();
        return run != null && run.state() == state;
    }

    private void open(String path) {
        page.navigate("http://localhost:" + port + "/" + path);
    }

    private Locator recorder() {
        return page.locator("main ayka-recorder");
    }

    private Locator inRecorder(String name) {
        return recorder()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .locator("visible=true")
                .first();
    }

    private Locator dialog() {
        return page.locator("vaadin-dialog[opened]");
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private Locator link(String name) {
        return page.locator(".shell-nav")
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions within(Duration time) {
        return new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions().setTimeout(time.toMillis());
    }

    private static com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions visible(Duration time) {
        return new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions().setTimeout(time.toMillis());
    }
}
