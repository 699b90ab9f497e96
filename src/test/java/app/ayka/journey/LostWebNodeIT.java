package app.ayka.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.Ayka;
import app.ayka.accounts.Accounts;
import app.ayka.accounts.CreateAccountResult.Created;
import app.ayka.accounts.NewAccount;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import app.ayka.speech.Receipts;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import app.ayka.testing.AykaProcess;
import app.ayka.testing.Browser;
import app.ayka.testing.FailoverProxy;
import app.ayka.testing.OwnDatabase;
import app.ayka.testing.Shared;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code kill -9} of the web node that has somebody's page, while they record: they load the page again, and that is all. */
@Tag("slow")
@SpringBootTest(
        classes = Ayka.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"vaadin.productionMode=true", "ayka.speech.engine=none"})
@ContextConfiguration(initializers = OwnDatabase.class)
@DirtiesContext
class LostWebNodeIT {

    private static final String EMAIL = "hannah.lost@example.org";
    private static final String PASSWORD = "a long walk by the river";

    /** Counts what the browser's recorder gives out. */
    private static final String COUNTED = """
            window.recordedBytes = 0;
            window.MediaRecorder = class extends MediaRecorder {
              constructor(...all) {
                super(...all);
                this.addEventListener('dataavailable', (event) => { window.recordedBytes += event.data.size; });
              }
            };""";

    private static final AtomicReference<@Nullable UserId> ACCOUNT = new AtomicReference<>();
    private static final Duration LONG = Duration.ofMinutes(5);

    @Autowired
    Accounts accounts;

    @Autowired
    Recordings recordings;

    @Autowired
    Receipts receipts;

    @Autowired
    Environment settings;

    @Autowired
    Transcripts transcripts;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    private @Nullable Process other;

    @AfterEach
    void stop() {
        if (other != null) {
            other.destroyForcibly();
        }
    }

    @Test
    void onlyAReloadIsLostAndNothingOfTheRecording() throws Exception {
        var hannah = account();
        try (var proxy = new FailoverProxy(startWebNode(), port);
                var browser = Browser.hearing(Shared.path("eval/speech/conversations/conv-1-platform.wav"))) {
            var page = browser.page();
            page.addInitScript(COUNTED);
            signIn(page, "http://localhost:" + proxy.port());
            record(page);
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Recordings").setExact(true))
                    .first()
                    .click();
            page.waitForURL("**/recordings");

            java.util.Objects.requireNonNull(other).destroyForcibly().waitFor();

            page.locator("vaadin-text-field input").first().fill("cork supplier");
            var word = page.locator(".v-system-error");
            assertThat(word).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            assertThat(word).containsText("A running recording is not affected");
            heard(page, 30);
            page.locator("ayka-recorder")
                    .first()
                    .getByRole(AriaRole.BUTTON, named("Finish"))
                    .click();
            var recording = await().atMost(LONG)
                    .until(() -> decoded(hannah), Optional::isPresent)
                    .orElseThrow();
            whole(hannah, recording);
            assertThat(recording.takes().getFirst().sizeBytes())
                    .as("every byte that the browser recorded")
                    .isEqualTo(((Number) page.evaluate("recordedBytes")).longValue());

            word.click();
            page.waitForURL("**/recordings");
            assertThat(page.locator("a[href*='recordings/" + recording.id() + "']"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            assertThat(page.locator("ayka-unsaved")).containsText("cork supplier");
            var camera = new Camera(page, Path.of("target/screens"));
            camera.shoot("unsaved");
            assertThat(camera.faults()).isEmpty();
            page.getByText("Put away").click();
            page.reload();
            assertThat(page.locator("ayka-recorder").first()).isAttached();
            assertThat(page.locator("ayka-unsaved")).isHidden();
        }
    }

    @Test
    void whatHappensOnAnotherNodeReachesAnOpenPage() throws Exception {
        var hannah = account();
        var node = startWebNode();
        try (var browser = Browser.open()) {
            var page = browser.page();
            signIn(page, "http://localhost:" + node);
            page.navigate("http://localhost:" + node + "/recordings");
            page.locator(".empty-state, .rows").first().waitFor();
            page.evaluate("window.sameAsBefore = true");

            var recording = imported(hannah); // worked on by this test's own node
            var row = page.locator(".row", new Page.LocatorOptions().setHasText("Hallway"));
            assertThat(row.locator(".chip[data-tone=good]")).isVisible();

            assertThat(cutListeners()).isGreaterThanOrEqualTo(2);
            ActingUser.call(hannah, () -> recordings.rename(recording, "Told while nobody heard"));
            assertThat(page.getByText("Told while nobody heard").first()).isVisible();

            ActingUser.call(hannah, () -> recordings.rename(recording, "Heard again"));
            assertThat(page.getByText("Heard again").first()).isVisible();
            assertThat(page.evaluate("window.sameAsBefore"))
                    .as("not loaded again")
                    .isEqualTo(true);
        }
    }

    private RecordingId imported(UserId owner) {
        return ActingUser.call(
                owner,
                () -> new TransactionTemplate(transactions).execute(status -> {
                    var id = recordings.create(
                            new RecordingDraft("Hallway", RecordingSource.IMPORT, Instant.EPOCH, RunOptions.DEFAULT));
                    var run =
                            recordings.seal(id, Step.LEADS, RunOptions.DEFAULT).orElseThrow();
                    var said = "We are looking for a supplier of recycled cork.";
                    transcripts.save(run, id, List.of(new Utterance(0, "S1", null, 0, 4_000, said, null, List.of())));
                    return id;
                }));
    }

    /** Cuts the connections on which the nodes hear of news. @return how many these were */
    private int cutListeners() {
        return system.sql("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                            and (query ilike 'listen %' or query = 'select 1')""").query(Boolean.class).list().size();
    }

    private UserId account() {
        var known = ACCOUNT.get();
        if (known != null) {
            return known;
        }
        if (accounts.createAdministrator(new NewAccount("Hannah Whitlock", EMAIL, PASSWORD, ZoneId.of("Europe/London")))
                instanceof Created created) {
            ACCOUNT.set(created.user());
            return created.user();
        }
        throw new IllegalStateException("no account");
    }

    /** Without staying signed in: all that brings her over the loss is a sign-in that ends with the browser. */
    private static void signIn(Page page, String address) {
        page.navigate(address + "/login");
        page.locator("vaadin-email-field input").first().fill(EMAIL);
        page.locator("vaadin-password-field input").first().fill(PASSWORD);
        page.locator("vaadin-checkbox input").first().uncheck();
        page.locator("vaadin-password-field input").first().press("Enter");
        page.locator("ayka-recorder").first().waitFor();
    }

    private static void record(Page page) {
        var recorder = page.locator("main ayka-recorder");
        recorder.getByLabel("Everyone here agreed").check();
        recorder.getByRole(AriaRole.BUTTON, named("Record")).click();
        heard(page, 8);
    }

    /** Waits until so many seconds have been recorded. */
    private static void heard(Page page, int seconds) {
        page.waitForFunction("""
                least => [...document.querySelectorAll('ayka-recorder')].some(recorder => {
                  const [minutes, seconds] = (recorder.shadowRoot.querySelector('time')?.textContent ?? '').split(':');
                  return Number(minutes) * 60 + Number(seconds) >= least; })""", seconds, new Page.WaitForFunctionOptions().setTimeout(LONG.toMillis()));
    }

    private Optional<RecordingDetails> decoded(UserId owner) {
        return ActingUser.call(
                owner,
                () -> recordings.list("", "", 10).stream()
                        .flatMap(row -> recordings.details(row.id()).stream())
                        .filter(one ->
                                one.runs().stream().anyMatch(run -> run.state().isFinal()))
                        .findFirst());
    }

    private void whole(UserId owner, RecordingDetails recording) {
        var receipt = ActingUser.call(
                        owner, () -> receipts.of(recording.runs().getFirst().id()))
                .orElseThrow();
        assertThat(recording.takes()).as("one take, never interrupted").hasSize(1);
        assertThat(receipt.capturedMs()).isGreaterThan(29_000);
        assertThat(receipt.storedMs()).isEqualTo(receipt.capturedMs());
        // a chunk is five seconds. 43 ms differ at load 7; what Chromium drops when processors are short never was a
        // chunk
        assertThat(receipt.decodedMs()).isCloseTo(receipt.storedMs(), within(500L));
        assertThat(receipt.gaps()).isEmpty();
    }

    private static com.microsoft.playwright.Locator.GetByRoleOptions named(String name) {
        return new com.microsoft.playwright.Locator.GetByRoleOptions().setName(Pattern.compile("^" + name));
    }

    /** @return its port */
    private int startWebNode() throws IOException {
        var log = folder.resolve("web.log");
        var starting = AykaProcess.start(
                settings,
                log,
                List.of(
                        "--ayka.role=web",
                        "--server.port=0",
                        "--vaadin.productionMode=true",
                        "--ayka.data=" + folder.resolve("data")));
        other = starting;
        var ready = Pattern.compile("is ready: http://localhost:(\\d+)");
        await().atMost(LONG)
                .until(() -> !starting.isAlive()
                        || ready.matcher(Files.readString(log)).find());
        var found = ready.matcher(Files.readString(log));
        assertThat(found.find()).as(Files.readString(log)).isTrue();
        return Integer.parseInt(found.group(1));
    }
}
