package app.ayka.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.Accounts;
import app.ayka.testing.Browser;
import app.ayka.testing.Shared;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What captures, in every state that it can be in: the recorder, the files on their way, the capture page and its
 * connection, the player with marks and its small companion. Photographed and examined as {@link ScreensIT} does it.
 */
@Tag("slow")
@JourneyTest
class CaptureScreensIT {

    private static final List<String> RECORDER = List.of(
            "asking",
            "marked",
            "silent",
            "second-ended",
            "storage-failing",
            "microphone-lost",
            "stopping",
            "interrupted",
            "denied",
            "device-full",
            "ended-elsewhere");

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    private final String staged = Camera.script("staged.js");

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @SuppressWarnings("NullAway.Init")
    private Camera camera;

    @Test
    void everyStateOfCapturingIsFitToBeSeen() throws IOException {
        try (var browser = Browser.hearing(Shared.path("eval/speech/conversations/conv-1-platform.wav"))) {
            page = browser.page();
            camera = new Camera(page, Path.of("target/screens"));
            Guest.arrives(accounts, page, port, "hannah@example.org");
            camera.part("recorder", this::recorder);
            camera.part("files", this::files);
            camera.part("player", this::player);
            camera.part("capturePage", this::capturePage);
        }
        assertThat(camera.faults()).isEmpty();
    }

    private void recorder() {
        open("");
        for (var scene : RECORDER) {
            stage("main ayka-recorder", scene);
            camera.shoot("24-recorder-" + scene);
        }
        stage("main ayka-recorder", "real");
        open("leads");
        for (var scene : List.of("silent", "microphone-lost", "stopping")) {
            stage("ayka-recorder[mode=bar]", scene);
            camera.shoot("25-strip-" + scene);
        }
    }

    private void files() {
        open("");
        stage("main ayka-uploader", "files");
        camera.shoot("26-files");
        camera.tabThrough("26-files");
        open("leads");
        stage("ayka-uploader[mode=bar]", "files");
        camera.shoot("27-files-strip");
    }

    private void player() {
        open("");
        button("See what AYKA does").click();
        assertThat(page.locator("ayka-player")).isVisible();
        assertThat(page.locator(".line").first()).isVisible();
        page.waitForFunction("document.querySelector('ayka-player').wave !== undefined");
        for (var at : List.of(20_000, 70_000)) {
            page.evaluate("ms => document.querySelector('ayka-player').seek(ms, false)", at);
            page.locator("ayka-player button").first().focus();
            page.keyboard().press("m");
        }
        assertThat(page.locator(".mark-time").nth(1)).isVisible();
        camera.shoot("37-player-marks");
        page.evaluate("document.querySelector('ayka-player').play()");
        page.locator(".shell-nav")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Leads"))
                .click();
        assertThat(page.locator("ayka-mini-player section")).isVisible();
        camera.shoot("38-small-player");
        page.locator("ayka-mini-player .mini-close").click();
    }

    private void capturePage() throws IOException {
        open("capture/");
        page.waitForFunction("() => navigator.serviceWorker.controller !== null");
        assertThat(button("Record")).isEnabled();
        camera.shoot("95-capture");
        camera.tabThrough("95-capture");
        button("Connect this device").click();
        assertThat(page.locator("ayka-connect .code")).isVisible();
        camera.shoot("96-capture-code");
        var code = page.locator("ayka-connect .code").innerText();
        var other = page.context().newPage();
        other.navigate("http://localhost:" + port + "/connect?code=" + code);
        answer(other);
        assertThat(page.getByText(Pattern.compile("Connected as Hannah"))).isVisible();
        camera.shoot("98-capture-connected");
        page.context().setOffline(true);
        stage("ayka-recorder, ayka-capture-list", "device-full");
        camera.shoot("99-capture-waiting");
        stage("ayka-recorder, ayka-capture-list", "silent");
        camera.shoot("99-capture-recording");
        stage("ayka-recorder, ayka-capture-list", "interrupted");
        camera.shoot("99-capture-interrupted");
        page.context().setOffline(false);
        open("profile");
        assertThat(page.getByText("Disconnect").first()).isVisible();
        camera.shoot("73-profile-devices");
    }

    private void answer(Page other) throws IOException {
        var allow = other.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^(Connect|Yes|Allow).*")));
        assertThat(allow.first()).isVisible();
        camera.at(other).shoot("97-connect");
        allow.first().click();
        other.close();
    }

    private void stage(String selector, String scene) {
        page.locator(selector).first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        assertThat(page.evaluate(staged, List.of(selector, scene))).as(selector).isNotEqualTo(0);
    }

    private void open(String path) {
        page.navigate("http://localhost:" + port + "/" + path);
    }

    private Locator button(String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .locator("visible=true")
                .first();
    }
}
