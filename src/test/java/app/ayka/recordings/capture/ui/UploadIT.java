package app.ayka.recordings.capture.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.NewAccount;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.testing.AykaTest;
import app.ayka.testing.Browser;
import app.ayka.testing.TestUsers;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Files dropped onto the page of a real browser, on a slow line, over a reload. */
@Tag("slow")
@AykaTest
class UploadIT {

    private static final String PASSWORD = "three blue teapots sing";
    private static final int LONG_MB = 30;

    @LocalServerPort
    int port;

    @Autowired
    TestUsers users;

    @Autowired
    Accounts accounts;

    @Autowired
    Recordings recordings;

    @Test
    void filesGoOnOverPauseNavigationAndReloadAndAreKnownAgain() {
        if (accounts.isSetupNeeded()) { // else the login page leads to the first administrator's
            accounts.createAdministrator(
                    new NewAccount("Root", UUID.randomUUID() + "@example.org", PASSWORD, ZoneId.of("UTC")));
        }
        var anna = users.register("Anna");
        users.setUp(anna, PASSWORD, false);
        try (var browser = Browser.open()) {
            var page = browser.page();
            signIn(page, anna);
            var line = browser.context().newCDPSession(page);
            upload(line, 1);
            drop(page, "{\"long.wav\": " + LONG_MB + ", \"one.wav\": 1, \"two.wav\": 2, \"photo.jpg\": 0}");
            says(row(page, "photo.jpg"), "This is a picture");
            says(row(page, "long.wav"), "% sent");
            press(page, "Pause long.wav");
            says(row(page, "long.wav"), "Paused at");
            says(row(page, "two.wav"), "It has arrived");

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Recordings"))
                    .first()
                    .click();
            var strip = page.locator("ayka-uploader[mode=bar]");
            says(strip, "2 of 3 files have arrived");
            strip.getByRole(AriaRole.BUTTON).click();
            page.waitForURL("http://localhost:" + port + "/");
            says(row(page, "long.wav"), "Paused at");

            page.onDialog(Dialog::accept);
            page.reload();
            says(row(page, "long.wav"), "Paused at");
            upload(line, 0);
            press(page, "Go on with long.wav");
            says(row(page, "long.wav"), "It has arrived");
            assertThat(sizes(anna)).containsExactlyInAnyOrder(megabytes(LONG_MB), megabytes(1), megabytes(2));

            drop(page, "{\"copy of one.wav\": 1}");
            says(row(page, "copy of one.wav"), "already: “one”");
            row(page, "copy of one.wav")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Open that one"))
                    .click();
            page.waitForURL("**/recordings/**");
            assertThat(uploaded(anna)).hasSize(3);
        }
    }

    private void signIn(Page page, UserId user) {
        page.navigate("http://localhost:" + port + "/");
        page.locator("input[name=username]").fill(TestUsers.email("Anna", user));
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("input[name=password]").press("Enter");
        assertThat(page.locator("ayka-uploader[mode=full]")).containsText("drop files");
    }

    /** Drops files of so many megabytes: silent WAVE files, or the begin of a photograph. */
    private static void drop(Page page, String megabytesByName) {
        page.locator("ayka-uploader[mode=full] .zone").evaluate("""
                (zone, megabytes) => {
                  const transfer = new DataTransfer();
                  for (const [name, count] of Object.entries(JSON.parse(megabytes))) {
                    const bytes = new Uint8Array(Math.max(100, count * 1024 * 1024));
                    const wave = 'RIFF....WAVEfmt ';
                    count ? bytes.set(new TextEncoder().encode(wave)) : bytes.set([0xff, 0xd8, 0xff, 0xe0]);
                    transfer.items.add(new File([bytes], name, { lastModified: 1.7e12 }));
                  }
                  zone.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
                }""", megabytesByName);
    }

    private static void says(Locator one, String words) {
        assertThat(one).containsText(words, new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
    }

    private static Locator row(Page page, String name) {
        return page.locator("ayka-uploader[mode=full] li")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
    }

    private static void press(Page page, String button) {
        page.locator("ayka-uploader[mode=full]")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button))
                .click();
    }

    /** Megabytes that the line takes a second; 0 is as many as it can. */
    private static void upload(com.microsoft.playwright.CDPSession line, int megabytes) {
        line.send("Network.enable");
        var conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", megabytes == 0 ? -1 : (int) megabytes(megabytes));
        line.send("Network.emulateNetworkConditions", conditions);
    }

    private List<RecordingDetails> uploaded(UserId user) {
        return ActingUser.call(
                user,
                () -> recordings.list("", 10).stream()
                        .map(summary -> recordings.details(summary.id()).orElseThrow())
                        .filter(details -> details.source() == RecordingSource.UPLOAD)
                        .toList());
    }

    private List<Long> sizes(UserId user) {
        assertThat(uploaded(user)).allMatch(details -> details.state() == RecordingState.SEALED);
        return uploaded(user).stream()
                .map(details -> java.util.Objects.requireNonNull(
                        details.takes().getFirst().sizeBytes()))
                .toList();
    }

    private static long megabytes(long count) {
        return count * 1024 * 1024;
    }
}
