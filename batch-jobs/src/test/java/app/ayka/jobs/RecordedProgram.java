package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Passwords;
import app.ayka.testing.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A program that may be killed, and somebody who records in a browser that may be killed too. */
final class RecordedProgram implements AutoCloseable {

    private static final String PASSWORD = "three blue teapots sing";
    private static final double LONG_MS = 60_000;

    private final Path profile;
    private final Consumer<BrowserContext> prepare;
    private final KilledProgram program;
    private final int port;
    private @Nullable Browser browser;
    private @Nullable Page page;

    /** @param prepare done to each browser before it opens a page */
    RecordedProgram(Path folder, Consumer<BrowserContext> prepare) throws IOException {
        this.profile = folder.resolve("profile");
        this.prepare = prepare;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        program = new KilledProgram(folder.resolve("program"), List.of());
        program.serve(port, Files.createDirectory(folder.resolve("no-models")));
    }

    /** Starts it for the first time, with one person who may sign in. */
    void start() throws IOException {
        program.start();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !query("select id::text from app_user").isEmpty());
        update("update app_user set role = 'ADMIN', password_hash = '" + new Passwords().hash(PASSWORD) + "'");
    }

    KilledProgram program() {
        return program;
    }

    BrowserContext context() {
        return Objects.requireNonNull(browser).context();
    }

    Page page() {
        return Objects.requireNonNull(page);
    }

    /** Opens a browser at the recorder, signed in. */
    void openBrowser() {
        browser = Browser.withProfile(profile, TestSounds.shared("eval/speech/real/jfk.wav"));
        prepare.accept(context());
        page = browser.page();
        page().navigate("http://localhost:" + port + "/login");
        page().locator("vaadin-email-field input, ayka-recorder")
                .first()
                .waitFor(new Locator.WaitForOptions()
                        .setState(WaitForSelectorState.ATTACHED)
                        .setTimeout(LONG_MS));
        if (page().locator("vaadin-email-field input").count() > 0) {
            page().locator("vaadin-email-field input").first().fill("anna@example.org");
            page().locator("vaadin-password-field input").first().fill(PASSWORD);
            page().locator("vaadin-password-field input").first().press("Enter");
            page().waitForURL(url -> !url.contains("/login"), new Page.WaitForURLOptions().setTimeout(LONG_MS));
        }
        page().navigate("http://localhost:" + port + "/");
        recorder().waitFor(new Locator.WaitForOptions().setTimeout(LONG_MS));
    }

    /** Kills the browser and goes on with the recording in a new one. */
    void killBrowserAndGoOn() {
        assertThat(Browser.kill(profile)).isGreaterThan(2);
        Objects.requireNonNull(browser).close();
        openBrowser();
        press("Go on");
    }

    Locator recorder() {
        return page().locator("ayka-recorder[mode=full]").first();
    }

    void press(String button) {
        recorder()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click(new Locator.ClickOptions().setTimeout(LONG_MS));
    }

    /** Waits until the recorder's own clock shows so much. */
    void heardUntil(Duration time) {
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> shownSeconds() >= time.toSeconds());
    }

    long shownSeconds() {
        var seconds = 0L;
        for (var part : recorder().locator("time").first().textContent().strip().split(":")) {
            seconds = seconds * 60 + Long.parseLong(part);
        }
        return seconds;
    }

    record Received(long capturedMs, long storedMs, long decodedMs) {}

    /** What the server has of the one recording's takes, once it is sealed and all is decoded. */
    List<Received> awaitDecoded() {
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    page().waitForTimeout(1); // keeps the routes of this thread alive
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

    /** The first column; nothing while the program is not up. */
    List<String> query(String sql) {
        try (var connection = program.connect()) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(sql)
                    .query((row, index) -> Objects.requireNonNull(row.getString(1)))
                    .list();
        } catch (SQLException | IOException e) {
            return List.of();
        }
    }

    private void update(String sql) {
        try (var connection = program.connect()) {
            JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(sql)
                    .update();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (browser != null) {
            Browser.kill(profile);
            browser.close();
        }
        program.killEverything();
    }
}
