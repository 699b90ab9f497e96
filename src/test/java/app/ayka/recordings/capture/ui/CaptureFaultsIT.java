package app.ayka.recordings.capture.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.recordings.Gap;
import app.ayka.testing.AykaTest;
import app.ayka.testing.Browser;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong most often while somebody records: nothing is lost, and the receipt says what was. */
@AykaTest
class CaptureFaultsIT extends RecorderBrowserTest {

    @Test
    void withoutNetworkEverythingWaitsOnTheDevice() throws Exception {
        try (var browser = tampered()) {
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 5);
            browser.context().setOffline(true);
            hear(page, 13);
            assertThat(panel(page).getByText("No connection").first()).isVisible();
            press(page, "Finish");
            assertThat(panel(page).getByText("No connection").first()).isVisible();
            browser.context().setOffline(false);

            var recording = awaitTrueReceipt(150);
            assertThat(recording.takes()).hasSize(1);
            assertThat(recording.gaps()).isEmpty();
            assertThat(capturedMs(recording)).isGreaterThanOrEqualTo(12_500);
        }
    }

    @Test
    @Tag("slow")
    void aMicrophoneThatIsUnpluggedIsReplacedByTheNextOne() throws Exception {
        try (var browser = tampered()) {
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 5);
            // no switch of Chromium takes a made-up microphone away while it is heard: its track is ended in the page
            page.evaluate("tampered.streams.at(-1).getTracks().forEach((track) => track.stop())");
            page.waitForCondition(() -> page.evaluate("tampered.streams.length").equals(2));
            hear(page, 10);
            press(page, "Finish");

            var recording = awaitTrueReceipt(150);
            assertThat(recording.takes()).hasSize(2);
            assertThat(recording.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.cause()).isEqualTo("microphone lost");
                assertThat(gap.lengthMs()).isBetween(0L, 3_000L);
            });
        }
    }

    @Test
    @Tag("slow")
    void aTakenBackPermissionIsSaidAndTheRecordingGoesOnByItselfWhenItIsGivenAgain() throws Exception {
        try (var browser = Browser.permitted(CONVERSATION)) {
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 5);
            microphone(page, "denied"); // as in the browser's settings: Chromium itself ends the track
            assertThat(panel(page).getByText("The browser may not use the microphone"))
                    .isVisible();
            page.waitForTimeout(2_000);
            press(page, "Go on");
            assertThat(panel(page).getByText("The browser may not use the microphone"))
                    .isVisible();
            microphone(page, "granted");
            hear(page, 9);
            press(page, "Finish");

            var recording = awaitTrueReceipt(150);
            assertThat(recording.takes()).hasSize(2);
            assertThat(recording.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.cause()).isEqualTo("microphone lost");
                assertThat(gap.lengthMs()).isBetween(2_000L, 20_000L);
            });
        }
    }

    @Test
    void aSecondTabSaysThatTheFirstOneRecordsAndNothingIsCut() throws Exception {
        try (var browser = tampered()) {
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 5);
            var second = browser.context().newPage();
            second.navigate(address());
            press(second, "Record");
            assertThat(panel(second).getByText("Another tab of this browser is recording."))
                    .isVisible();
            page.bringToFront();
            hear(page, 9);
            press(page, "Finish");

            var recording = awaitTrueReceipt(150);
            assertThat(recording.takes()).hasSize(1);
            assertThat(recording.gaps()).isEmpty();
            assertThat(details()).hasSize(1);
        }
    }

    @Test
    @Tag("slow")
    void aFullDeviceIsSaidAndWhatIsHeardMeanwhileIsKeptOnceThereIsRoom() throws Exception {
        try (var browser = tampered()) {
            var page = openRecorder(browser);
            var tools = browser.context().newCDPSession(page);
            var used = ((Number) page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")).longValue();
            // before anything is recorded: a browser remembers for a while how much is left
            tools.send("Storage.overrideQuotaForOrigin", quota(used + 150_000));
            browser.context().setOffline(true);
            press(page, "Record");
            assertThat(panel(page).getByText("This device is full"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(40_000));
            hear(page, 12);
            tools.send("Storage.overrideQuotaForOrigin", quota(1_000_000_000));
            browser.context().setOffline(false);
            press(page, "Finish");

            var recording = awaitTrueReceipt(150);
            assertThat(recording.takes()).hasSize(1);
            assertThat(recording.gaps()).isEmpty();
            assertThat(capturedMs(recording)).isGreaterThanOrEqualTo(11_500);
        }
    }

    @Test
    @Tag("slow")
    void aClosedLidBeginsANewTakeAndTheGapIsAsLongAsTheSleep() throws Exception {
        try (var browser = tampered()) {
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 10);
            page.evaluate("tampered.mono += 3600000; tampered.wall += 3600000");
            page.waitForTimeout(11_000);
            press(page, "Finish");

            var recording = awaitTrueReceipt(500);
            assertThat(recording.takes()).hasSize(2);
            assertThat(recording.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.cause()).isEqualTo("device asleep");
                assertThat(gap.lengthMs()).isBetween(3_595_000L, 3_605_000L);
            });
        }
    }

    @Test
    @Tag("slow")
    void aTabThatTheBrowserThrewAwayIsGoneOnWith() throws Exception {
        try (var browser = tampered()) {
            var page = openRecorder(browser);
            page.onDialog(Dialog::accept);
            press(page, "Record");
            hear(page, 9);
            page.close();
            var again = browser.context().newPage();
            again.navigate(address());
            press(again, "Go on");
            hear(again, 12);
            press(again, "Finish");

            var recording = awaitTrueReceipt(150);
            assertThat(recording.takes()).hasSize(2);
            assertThat(recording.gaps()).extracting(Gap::cause).containsExactly("page closed while recording");
        }
    }

    private void microphone(Page page, String setting) {
        var tools = page.context().newCDPSession(page);
        var permission = new JsonObject();
        permission.addProperty("name", "microphone");
        var wish = new JsonObject();
        wish.add("permission", permission);
        wish.addProperty("setting", setting);
        wish.addProperty("origin", "http://localhost:" + port);
        wish.add( // else it would be another browser window's
                "browserContextId",
                tools.send("Target.getTargetInfo").getAsJsonObject("targetInfo").get("browserContextId"));
        tools.send("Browser.setPermission", wish);
    }

    private JsonObject quota(long bytes) {
        var wish = new JsonObject();
        wish.addProperty("origin", "http://localhost:" + port);
        wish.addProperty("quotaSize", bytes);
        return wish;
    }
}
