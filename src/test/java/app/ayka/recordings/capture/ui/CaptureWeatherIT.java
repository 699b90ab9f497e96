package app.ayka.recordings.capture.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.recordings.Gap;
import app.ayka.recordings.RecordingState;
import app.ayka.testing.AykaTest;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong around a page that records: its session, its push, its clock, its addresses, its tab. */
@Tag("slow")
@AykaTest
class CaptureWeatherIT extends RecorderBrowserTest {

    @Test
    void aSessionThatExpiresEndsNoRecordingAndTheNextOneWaitsForItsOwner() throws Exception {
        try (var browser = tampered()) {
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 5);
            browser.context().clearCookies();
            hear(page, 10);
            press(page, "Finish");
            var first = awaitTrueReceipt(150);
            assertThat(first.gaps()).isEmpty();

            press(page, "Record");
            hear(page, 5);
            press(page, "Finish");
            page.onDialog(Dialog::accept);
            assertThat(details()).as("nobody may send the second one").hasSize(1);
            openRecorder(browser);
            await().atMost(Duration.ofSeconds(40))
                    .until(
                            () -> details().stream()
                                    .filter(one -> one.state() == RecordingState.SEALED)
                                    .count(),
                            count -> count == 2);
        }
    }

    @Test
    void aLostPushIsNothingToTheRecorder() throws Exception {
        var sockets = new ConcurrentLinkedQueue<WebSocketRoute>();
        try (var browser = tampered()) {
            browser.context().routeWebSocket(Pattern.compile(".*"), socket -> {
                socket.connectToServer();
                sockets.add(socket);
            });
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 5);
            sockets.forEach(WebSocketRoute::close);
            hear(page, 10);
            press(page, "Finish");
            var recording = awaitTrueReceipt(150);
            assertThat(recording.takes()).hasSize(1);
            assertThat(recording.gaps()).isEmpty();
        }
    }

    @Test
    void whoeverBrowsesTheAppMeanwhileIsStillRecorded() throws Exception {
        try (var browser = tampered()) {
            var page = openRecorder(browser);
            page.navigate("http://localhost:" + port + "/");
            press(page, "Record");
            hear(page, 4);
            for (var name : new String[] {"Recordings", "Leads"}) {
                page.getByRole(
                                AriaRole.LINK,
                                new Page.GetByRoleOptions().setName(name).setExact(true))
                        .first()
                        .click();
                page.waitForURL(Pattern.compile(".*/" + name.toLowerCase(Locale.ROOT) + ".*"));
                page.waitForTimeout(2_000);
            }
            page.locator("ayka-recorder[mode=bar]")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Finish"))
                    .click();
            var recording = awaitTrueReceipt(150);
            assertThat(recording.takes()).hasSize(1);
            assertThat(recording.gaps()).isEmpty();
            assertThat(capturedMs(recording)).isGreaterThan(7_000);
        }
    }

    @Test
    void aClockThatIsSetChangesNoTimes() throws Exception {
        try (var browser = tampered()) {
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 5);
            page.evaluate("tampered.wall -= 86400000");
            hear(page, 10);
            page.evaluate("tampered.wall += 7 * 86400000");
            page.waitForTimeout(9_000);
            press(page, "Finish");
            var recording = awaitTrueReceipt(150);
            assertThat(capturedMs(recording)).isBetween(17_000L, 60_000L);
            assertThat(recording.gaps())
                    .allSatisfy(gap -> assertThat(gap.lengthMs()).isZero());
            assertThat(recording.gaps())
                    .extracting(Gap::cause)
                    .containsExactly("device asleep, or its clock set, for 168 h");
        }
    }

    @Test
    void anAddressThatTheStoreRefusesIsAskedForAgain() throws Exception {
        var refused = new AtomicInteger();
        try (var browser = tampered()) {
            // as one whose fifteen minutes are over: the signature does not fit any more
            browser.context()
                    .route(
                            Pattern.compile("X-Amz-Signature"),
                            route -> {
                                refused.incrementAndGet();
                                var url = route.request().url();
                                route.resume(new Route.ResumeOptions()
                                        .setUrl(url.replaceFirst("Signature=\\w{8}", "Signature=00000000")));
                            },
                            new BrowserContext.RouteOptions().setTimes(3));
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 9);
            press(page, "Finish");
            var recording = awaitTrueReceipt(150);
            assertThat(refused.get()).isEqualTo(3);
            assertThat(recording.gaps()).isEmpty();
        }
    }

    @Test
    void aFrozenPageLosesNothingThatWasHeard() throws Exception {
        try (var browser = tampered()) {
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 6);
            var tools = browser.context().newCDPSession(page);
            tools.send("Page.setWebLifecycleState", state("frozen"));
            await().pollDelay(Duration.ofSeconds(15))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> true);
            tools.send("Page.setWebLifecycleState", state("active"));
            hear(page, 24);
            press(page, "Finish");
            var recording = awaitTrueReceipt(500);
            var lost = recording.gaps().stream().mapToLong(Gap::lengthMs).sum();
            assertThat(capturedMs(recording) + lost).isGreaterThan(22_000);
        }
    }

    private static JsonObject state(String name) {
        var wish = new JsonObject();
        wish.addProperty("state", name);
        return wish;
    }
}
