package app.ayka.recordings.capture;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.devices.ConnectedDevices;
import app.ayka.accounts.devices.DevicePairings;
import app.ayka.accounts.devices.FindPairingResult;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.testing.Browser;
import app.ayka.testing.Shared;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The static page in a real browser: without a network, cut off in the middle, shared to by another app. */
@WorkerTest
class CapturePageIT {

    private static final Duration A_WHILE = Duration.ofSeconds(40);
    private static final Path SOUND = Shared.path("eval/speech/conversations/conv-5-hotel-call.wav");

    @LocalServerPort
    int port;

    @Autowired
    DevicePairings pairings;

    @Autowired
    ConnectedDevices devices;

    @Autowired
    Recordings recordings;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void someone() {
        anna = users.register("Anna");
    }

    @Tag("slow")
    @Test
    void whatIsRecordedWithoutANetworkArrivesWhenThereIsOne() {
        try (var browser = Browser.hearing(SOUND)) {
            var page = open(browser);
            connect(page, anna);
            browser.context().setOffline(true);
            page.reload();
            for (var title : List.of("One", "Two", "Three")) {
                record(page, title, 3);
            }
            assertThat(rows(page)).hasCount(3);
            assertThat(page.getByText("No network")).isVisible();
            assertThat(of(anna)).isEmpty();

            browser.context().setOffline(false);

            var arrived = decoded(anna, 3);
            assertThat(arrived).extracting(RecordingDetails::title).containsExactlyInAnyOrder("One", "Two", "Three");
            assertThat(arrived).allSatisfy(CapturePageIT::isWhole);
            assertThat(rows(page)).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(A_WHILE.toMillis()));
        }
    }

    @Tag("slow")
    @Test
    void aDeviceThatIsCutOffInTheMiddleKeepsEverythingAndGoesOnWhenItIsConnectedAgain() {
        try (var browser = Browser.hearing(SOUND)) {
            var page = open(browser);
            connect(page, anna);
            press(page, "Record");
            hear(page, 3);
            ActingUser.run(anna, () -> devices.list().forEach(device -> devices.disconnect(device.id())));
            hear(page, 9);
            press(page, "Finish");
            assertThat(page.getByText("This device was disconnected."))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(A_WHILE.toMillis()));
            assertThat(rows(page)).hasCount(1);

            var ben = users.register("Ben");
            connect(page, ben);
            assertThat(page.getByText("Recorded here for another account: 1")).isVisible();
            record(page, "Ben's own", 2);
            assertThat(decoded(ben, 1)).extracting(RecordingDetails::title).containsExactly("Ben's own");

            ActingUser.run(ben, () -> devices.list().forEach(device -> devices.disconnect(device.id())));
            page.reload();
            connect(page, anna);
            assertThat(decoded(anna, 1)).singleElement().satisfies(one -> {
                isWhole(one);
                assertThat(one.durationMs()).isGreaterThan(8_000);
            });
            assertThat(of(ben)).hasSize(1);
        }
    }

    @Test
    void whatWasRecordedBeforeAnybodyWasConnectedIsSentOnceAPersonSaysSo() {
        try (var browser = Browser.hearing(SOUND)) {
            var page = open(browser);
            record(page, "Before", 2);
            connect(page, anna);
            assertThat(page.getByText("Recorded before this device was connected: 1"))
                    .isVisible();
            assertThat(of(anna)).isEmpty();
            press(page, "Send as Anna");
            assertThat(decoded(anna, 1)).extracting(RecordingDetails::title).containsExactly("Before");
        }
    }

    @Test
    void aSoundFileThatAnotherAppSharesIsSentAndTheSameOneIsAskedAbout() {
        try (var browser = Browser.open()) {
            var page = open(browser);
            connect(page, anna);
            browser.context().setOffline(true);
            share(page);
            assertThat(page.getByText("Added: 1")).isVisible();
            assertThat(page.url()).endsWith("/capture/");
            assertThat(files(page)).containsText(new String[] {"No connection. It goes on by itself"});
            page.reload();
            assertThat(files(page)).containsText(new String[] {"No connection. It goes on by itself"});

            browser.context().setOffline(false);

            assertThat(decoded(anna, 1)).singleElement().satisfies(one -> {
                assertThat(one.source()).isEqualTo(RecordingSource.UPLOAD);
                assertThat(one.title()).isEqualTo("conv-5-hotel-call");
            });
            assertThat(files(page)).hasCount(0);

            share(page);
            assertThat(files(page))
                    .containsText(new String[] {"This very file is there already: “conv-5-hotel-call”."});
            assertThat(of(anna)).hasSize(1);
            page.reload();
            press(page, "Send it anyway");
            assertThat(decoded(anna, 2)).hasSize(2);
        }
    }

    @Test
    void whatIsSharedBeforeAnybodyIsConnectedWaitsForAPersonAndWhatIsNoSoundSaysSo() {
        try (var browser = Browser.open()) {
            var page = open(browser);
            share(page);
            assertThat(files(page)).containsText(new String[] {"waiting to be sent"});
            connect(page, anna);
            assertThat(files(page)).containsText(new String[] {"waiting to be sent"});
            press(page, "Send as Anna");
            assertThat(decoded(anna, 1)).hasSize(1);

            var chooser = page.waitForFileChooser(() -> press(page, "Add sound files"));
            chooser.setFiles(new FilePayload("minutes.m4a", "audio/mp4", "Minutes of the meeting".getBytes(UTF_8)));
            assertThat(files(page)).containsText(new String[] {"This is text: nothing can be heard in it."});
        }
    }

    private static void share(Page page) {
        page.evaluate("""
                () => {
                  const form = document.createElement('form');
                  form.action = '/capture/share';
                  form.method = 'post';
                  form.enctype = 'multipart/form-data';
                  form.innerHTML = '<input type="file" name="files" id="shared"><button id="send">Share</button>';
                  document.body.append(form);
                }""");
        page.setInputFiles("#shared", SOUND);
        page.click("#send");
    }

    @Test
    void nothingOfThePageBreaksItsOwnPolicy() {
        try (var browser = Browser.open()) {
            var page = browser.page();
            var complaints = new CopyOnWriteArrayList<String>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.navigate(address());
            ready(page);
            assertThat(browser.context().cookies()).isEmpty();
            assertThat(complaints).isEmpty();
        }
    }

    private Page open(Browser browser) {
        var page = browser.page();
        page.navigate(address());
        ready(page);
        return page;
    }

    /** The worker has all it needs to start the page again. */
    private static void ready(Page page) {
        page.waitForFunction("() => navigator.serviceWorker.controller !== null");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Record"))).isEnabled();
    }

    private void connect(Page page, UserId user) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(Pattern.compile("Connect (this device|again)")))
                .click();
        var code = page.locator("ayka-connect .code").innerText();
        ActingUser.run(user, () -> {
            if (!(pairings.find(code) instanceof FindPairingResult.Found found)) {
                throw new AssertionError("no device waits with " + code);
            }
            assertThat(pairings.answer(found.request(), true)).isTrue();
        });
        assertThat(page.getByText(Pattern.compile("Connected as (Anna|Ben)")))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(15_000));
    }

    private static void record(Page page, String title, int seconds) {
        page.locator("ayka-recorder").getByLabel("Title").fill(title);
        press(page, "Record");
        hear(page, seconds);
        press(page, "Finish");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Record"))).isVisible();
    }

    private static void hear(Page page, int seconds) {
        page.waitForFunction("""
                seconds => {
                  const inside = document.querySelector('ayka-capture-page').shadowRoot.querySelector('ayka-recorder');
                  const [minutes, rest] = inside.shadowRoot.querySelector('time').textContent.split(':').map(Number);
                  return minutes * 60 + rest >= seconds;
                }""", seconds);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, named(button)).click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /** What lies on this device. */
    private static Locator rows(Page page) {
        return page.locator("ayka-capture-list details");
    }

    /** What is on its way, or waits. */
    private static Locator files(Page page) {
        return page.locator("ayka-capture-files li");
    }

    private List<RecordingDetails> decoded(UserId user, int count) {
        return await().atMost(A_WHILE)
                .until(
                        () -> of(user),
                        found -> found.size() == count
                                && found.stream()
                                        .allMatch(one ->
                                                one.takes().stream().allMatch(take -> take.decodedMs() != null)));
    }

    private List<RecordingDetails> of(UserId user) {
        return ActingUser.call(
                user,
                () -> recordings.list("", 10).stream()
                        .map(one -> recordings.details(one.id()).orElseThrow())
                        .toList());
    }

    private static void isWhole(RecordingDetails recording) {
        assertThat(recording.gaps()).isEmpty();
        assertThat(recording.takes()).allSatisfy(take -> {
            assertThat(take.storedMs()).isEqualTo(take.capturedMs());
            assertThat(take.decodedMs()).isCloseTo(take.capturedMs(), within(100L));
        });
    }

    private String address() {
        return "http://localhost:" + port + "/capture/";
    }
}
