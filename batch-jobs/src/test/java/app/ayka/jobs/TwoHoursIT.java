package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Passwords;
import app.ayka.testing.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Two hours of conversation, recorded up to sixty times as fast as it is spoken: the recorder, the store and the uploader of
 * the page are the real ones, in a browser that is killed, against a server that is killed, over a network that is cut.
 * Only the browser's encoder is replaced, by one that hands out a real WebM file in its pieces.
 */
@Tag("slow")
class TwoHoursIT {

    private static final int SPEED = 60;
    private static final long TWO_HOURS_MS = 7_200_000;
    private static final int TAKE_SECONDS = 4_800;
    private static final String PASSWORD = "three blue teapots sing";

    @TempDir
    Path folder;

    private @Nullable KilledProgram program;
    private @Nullable Browser browser;
    private @Nullable Page page;
    private int port;
    private Path sound = Path.of("");
    private String pieces = "";
    private final long epoch = System.currentTimeMillis();

    @AfterEach
    void endAll() throws InterruptedException {
        if (browser != null) {
            Browser.kill(profile());
            browser.close();
        }
        if (program != null) {
            program.killEverything();
        }
    }

    @Test
    void twoHoursWithKillsAndLostNetworkAreAllThereAndTheReceiptIsExact() throws Exception {
        makeSound();
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        program = new KilledProgram(folder.resolve("program"), List.of());
        program().serve(port, Files.createDirectory(folder.resolve("no-models")));
        program().start();
        givePassword();

        openBrowser();
        press("Record");
        heardUntil(20);
        killBrowserAndGoOn();
        heardUntil(35);
        browser().context().setOffline(true);
        heardUntil(60); // twenty-five minutes of sound wait on the device
        browser().context().setOffline(false);
        heardUntil(70);
        program().kill();
        heardUntil(85);
        program().start();
        heardUntil(95);
        killBrowserAndGoOn();
        browser().context().setOffline(true);
        heardUntil(110);
        killBrowserAndGoOn(); // what waited for the network waited on the disk
        heardUntil(120);
        press("Finish");
        var takes = awaitDecoded();

        assertThat(takes).as("a take for each life of the browser").hasSize(4);
        assertThat(takes).allSatisfy(take -> {
            assertThat(take.storedMs()).isEqualTo(take.capturedMs());
            assertThat(take.decodedMs()).isCloseTo(take.capturedMs(), within(100L));
        });
        var captured = takes.stream().mapToLong(Received::capturedMs).sum();
        assertThat(captured).isGreaterThanOrEqualTo(TWO_HOURS_MS);
        assertThat(query("select cause from gap order by take, start_ms"))
                .containsOnly("page closed while recording")
                .hasSize(3);
        assertThat(query("select count(*)::text from recording")).containsExactly("1");
        LoggerFactory.getLogger(getClass())
                .info(
                        "{} ms of sound in {} s, {} takes, {} chunks",
                        captured,
                        (System.currentTimeMillis() - epoch) / 1000,
                        takes.size(),
                        query("select count(*)::text from chunk"));
    }

    private KilledProgram program() {
        return Objects.requireNonNull(program);
    }

    private Browser browser() {
        return Objects.requireNonNull(browser);
    }

    private Page page() {
        return Objects.requireNonNull(page);
    }

    private Path profile() {
        return folder.resolve("profile");
    }

    private void openBrowser() throws IOException {
        browser = Browser.withProfile(profile(), TestSounds.shared("eval/speech/real/jfk.wav"));
        browser().context().addInitScript(STAND_IN.formatted(SPEED, epoch, pieces));
        browser()
                .context()
                .route(
                        "**/stand-in.webm",
                        route -> route.fulfill(
                                new Route.FulfillOptions().setPath(sound).setContentType("audio/webm")));
        page = browser().page();
        page().navigate("http://localhost:" + port + "/login");
        page().locator("vaadin-email-field input, ayka-recorder")
                .first()
                .waitFor(new Locator.WaitForOptions()
                        .setState(WaitForSelectorState.ATTACHED)
                        .setTimeout(60_000));
        if (page().locator("vaadin-email-field input").count() > 0) {
            page().locator("vaadin-email-field input").first().fill("anna@example.org");
            page().locator("vaadin-password-field input").first().fill(PASSWORD);
            page().locator("vaadin-password-field input").first().press("Enter");
            page().waitForURL(url -> !url.contains("/login"), new Page.WaitForURLOptions().setTimeout(60_000));
        }
        page().navigate("http://localhost:" + port + "/");
        recorder().waitFor(new Locator.WaitForOptions().setTimeout(60_000));
    }

    private void killBrowserAndGoOn() throws IOException {
        assertThat(Browser.kill(profile())).isGreaterThan(2);
        browser().close();
        openBrowser();
        press("Go on");
    }

    private Locator recorder() {
        return page().locator("ayka-recorder[mode=full]").first();
    }

    private void press(String button) {
        recorder()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click(new Locator.ClickOptions().setTimeout(60_000));
    }

    /** Waits until the recorder's own clock shows so many minutes. */
    private void heardUntil(int minutes) {
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> shownSeconds() >= minutes * 60L);
    }

    private long shownSeconds() {
        var seconds = 0L;
        for (var part : recorder().locator("time").first().textContent().strip().split(":")) {
            seconds = seconds * 60 + Long.parseLong(part);
        }
        return seconds;
    }

    /** Speech in WebM, and where each cluster of about four seconds begins, in bytes and milliseconds. */
    private void makeSound() throws Exception {
        sound = TestSounds.ffmpeg(
                folder,
                List.of(
                        "-stream_loop",
                        "-1",
                        "-t",
                        String.valueOf(TAKE_SECONDS),
                        "-i",
                        TestSounds.shared("eval/speech/conversations/conv-1-platform.webm")
                                .toString()),
                "-c:a",
                "copy",
                "-cluster_time_limit",
                "4000",
                "stand-in.webm");
        var bytes = Files.readAllBytes(sound);
        var places = new ArrayList<String>();
        for (int at = 0; at + 16 < bytes.length; at++) {
            if (bytes[at] == 0x1F && bytes[at + 1] == 0x43 && (bytes[at + 2] & 0xFF) == 0xB6 && bytes[at + 3] == 0x75) {
                var timecode = at + 4 + Integer.numberOfLeadingZeros(bytes[at + 4] & 0xFF) - 24 + 1;
                assertThat(bytes[timecode] & 0xFF)
                        .as("a cluster begins with its time")
                        .isEqualTo(0xE7);
                var ms = 0L;
                for (int digit = 0; digit < (bytes[timecode + 1] & 0x7F); digit++) {
                    ms = ms << 8 | bytes[timecode + 2 + digit] & 0xFF;
                }
                places.add("[" + (places.isEmpty() ? 0 : at) + "," + ms + "]");
            }
        }
        assertThat(places).hasSizeGreaterThan(TAKE_SECONDS / 5);
        pieces = "[" + String.join(",", places) + "]";
    }

    private void givePassword() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !query("select id::text from app_user").isEmpty());
        var hash = new Passwords().hash(PASSWORD);
        update("update app_user set role = 'ADMIN', password_hash = '" + hash + "'");
    }

    record Received(long capturedMs, long storedMs, long decodedMs) {}

    private List<Received> awaitDecoded() throws Exception {
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    page().evaluate("1"); // keeps the routes of this thread alive
                    return query("select 'x' from take where decoded_ms is not null")
                                            .size()
                                    == query("select 'x' from take").size()
                            && !query("select 'x' from recording where state = 'SEALED'")
                                    .isEmpty();
                });
        return query("select captured_ms || ' ' || stored_ms || ' ' || decoded_ms from take order by number").stream()
                .map(row -> row.split(" "))
                .map(row -> new Received(Long.parseLong(row[0]), Long.parseLong(row[1]), Long.parseLong(row[2])))
                .toList();
    }

    private List<String> query(String sql) {
        try (var connection = program().connect()) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(sql)
                    .query((row, index) -> Objects.requireNonNull(row.getString(1)))
                    .list();
        } catch (SQLException | IOException e) {
            return List.of(); // not up yet
        }
    }

    private void update(String sql) {
        try (var connection = program().connect()) {
            JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(sql)
                    .update();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The page's clocks go as fast as its sound; a chunk is as long as the sound in it. */
    private static final String STAND_IN = """
            (() => {
              const speed = %d, epoch = %d, pieces = %s;
              const Real = Date, real = performance.now.bind(performance);
              const begun = epoch + (Real.now() - epoch) * speed;
              let heard = 0;
              performance.now = () => heard + real() / 10000;
              window.Date = class extends Real {
                constructor(...parts) { if (parts.length) super(...parts); else super(begun + heard); }
                static now() { return begun + heard; }
              };
              window.MediaRecorder = class extends EventTarget {
                state = 'inactive';
                next = 0;
                static isTypeSupported(type) { return type.startsWith('audio/webm'); }
                async start() {
                  this.state = 'recording';
                  this.sound = await (await fetch('/stand-in.webm')).blob();
                  this.dispatchEvent(new Event('start'));
                  this.timer = setInterval(() => this.speak(), 4000 / speed);
                }
                speak() {
                  const [from, since] = pieces[this.next], [to, until] = pieces[++this.next];
                  heard += until - since;
                  this.give(this.sound.slice(from, to));
                }
                give(data) { this.dispatchEvent(Object.assign(new Event('dataavailable'), { data })); }
                requestData() { this.give(new Blob([])); }
                stop() {
                  clearInterval(this.timer);
                  this.state = 'inactive';
                  this.dispatchEvent(new Event('stop'));
                }
              };
            })()""";
}
