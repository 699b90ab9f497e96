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
import app.ayka.recordings.Recordings;
import app.ayka.speech.Receipts;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

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
    private static final Duration LONG = Duration.ofMinutes(5);

    @Autowired
    Accounts accounts;

    @Autowired
    Recordings recordings;

    @Autowired
    Receipts receipts;

    @Autowired
    Environment settings;

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

            word.click();
            page.waitForURL("**/recordings");
            assertThat(page.locator("a[href*='recordings/" + recording.id() + "']"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            assertThat(page.locator("ayka-unsaved")).containsText("cork supplier");
            page.getByText("Put away").click();
            page.reload();
            assertThat(page.locator("ayka-recorder").first()).isAttached();
            assertThat(page.locator("ayka-unsaved")).isHidden();
        }
    }

    private UserId account() {
        if (accounts.createAdministrator(new NewAccount("Hannah Whitlock", EMAIL, PASSWORD, ZoneId.of("Europe/London")))
                instanceof Created created) {
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
        assertThat(receipt.storedMs()).isCloseTo(receipt.capturedMs(), within(100L));
        // a chunk is five seconds; on a busy machine Chromium drops some sound before it reaches the recorder
        assertThat(receipt.decodedMs()).isCloseTo(receipt.storedMs(), within(3_000L));
        assertThat(receipt.gaps()).isEmpty();
    }

    private static com.microsoft.playwright.Locator.GetByRoleOptions named(String name) {
        return new com.microsoft.playwright.Locator.GetByRoleOptions().setName(Pattern.compile("^" + name));
    }

    /** @return its port */
    private int startWebNode() throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx500m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                Ayka.class.getName(),
                "--ayka.role=web",
                "--server.port=0",
                "--vaadin.productionMode=true",
                "--ayka.data=" + folder.resolve("data")));
        Stream.of(
                        "ayka.database.url",
                        "ayka.database.username",
                        "ayka.storage.url",
                        "ayka.storage.access-key",
                        "ayka.storage.secret-key",
                        "ayka.mail.url")
                .forEach(name -> command.add("--" + name + "=" + settings.getRequiredProperty(name)));
        var log = folder.resolve("web.log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        var starting = builder.start();
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
