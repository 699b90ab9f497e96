package app.ayka.recordings.capture.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.NewAccount;
import app.ayka.accounts.Passwords;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Take;
import app.ayka.recordings.capture.TakeCompaction;
import app.ayka.testing.AykaTest;
import app.ayka.testing.Browser;
import app.ayka.testing.Shared;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A real browser with a microphone that plays a file, against the real server. */
@AykaTest
class RecorderIT {

    private static final String PASSWORD = "three blue teapots sing";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    Passwords passwords;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Recordings recordings;

    @Autowired
    TakeCompaction compaction;

    @Autowired
    ObjectStore store;

    @TempDir
    Path folder;

    String email = "";
    UserId anna = new UserId(new UUID(0, 0));

    @BeforeEach
    void register() {
        if (accounts.isSetupNeeded()) { // else the login page leads to the first administrator's
            accounts.createAdministrator(
                    new NewAccount("Root", UUID.randomUUID() + "@example.org", PASSWORD, ZoneId.of("UTC")));
        }
        anna = new UserId(UUID.randomUUID());
        email = anna + "@example.org";
        var hash = passwords.hash(PASSWORD);
        ActingUser.run(
                anna,
                () -> transaction.executeWithoutResult(status ->
                        jdbc.sql("""
                                insert into app_user (id, email, password_hash, role, name, created_at)
                                values (?, ?, ?, 'USER', 'Anna', now())""").params(anna.value(), email, hash).update()));
    }

    @Test
    void aReloadInTheMiddleBecomesANewTakeAndNothingIsLost() throws Exception {
        try (var browser = Browser.hearing(Shared.path("eval/speech/conversations/conv-5-hotel-call.wav"))) {
            var page = openRecorder(browser);
            panel(page).getByLabel("Title").fill("Hotel call");
            panel(page).getByLabel("Everyone here agreed").check();
            press(page, "Record");
            hear(page, 9);

            page.onDialog(Dialog::accept);
            page.reload();
            assertThat(panel(page).getByText("A recording was cut off at")).isVisible();
            assertThat(panel(page).getByLabel("Title")).hasValue("Hotel call");
            press(page, "Go on");
            hear(page, 16);
            press(page, "Finish");

            var recording = awaitSealed();
            assertThat(recording.title()).isEqualTo("Hotel call");
            assertThat(recording.takes()).hasSize(2);
            assertThat(page.getByText("sealed " + recording.id())).isVisible();
            assertThat(recording.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.cause()).isEqualTo("page closed while recording");
                assertThat(gap.lengthMs()).isLessThan(15_000);
            });
            for (var take : recording.takes()) {
                assertThat(take.storedMs()).isEqualTo(take.capturedMs());
                var samples = decode(recording, take);
                assertThat(samples.length / 16L)
                        .as("decoded against captured milliseconds of take " + take.number())
                        .isCloseTo(Objects.requireNonNull(take.capturedMs()), within(100L));
                assertThat(loudest(samples)).as("somebody speaks").isGreaterThan(2000);
            }
            var first = recording.takes().getFirst();
            assertThat(first.capturedMs()).isGreaterThanOrEqualTo(8_000);
            assertThat(recording.takes().getLast().startOffsetMs()).isEqualTo(first.capturedMs());
        }
    }

    @Test
    void whatWasHeardBeforeACrashIsThereAndCanBeFinished() throws Exception {
        try (var browser = Browser.hearing(Shared.path("eval/speech/conversations/conv-5-hotel-call.wav"))) {
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 10);
            var again = browser.context().newPage();
            try {
                page.navigate("chrome://crash", new Page.NavigateOptions().setTimeout(5_000));
            } catch (com.microsoft.playwright.PlaywrightException expected) {
                // the page that should answer is gone
            }
            again.navigate(address());
            assertThat(panel(again).getByText("A recording was cut off at")).isVisible();
            press(again, "Finish it");

            var recording = awaitSealed();
            var take = recording.takes().getFirst();
            assertThat(take.capturedMs()).as("all but the chunk in the making").isBetween(7_500L, 14_000L);
            assertThat(decode(recording, take).length / 16L)
                    .isCloseTo(Objects.requireNonNull(take.capturedMs()), within(100L));
        }
    }

    @Test
    void aPauseIsNotHeardAndAFileIsTaken() throws Exception {
        try (var browser = Browser.hearing(Shared.path("eval/speech/real/jfk.wav"))) {
            var page = openRecorder(browser);
            press(page, "Record");
            hear(page, 3);
            press(page, "Pause");
            var elapsed = panel(page).getByRole(AriaRole.TIMER).textContent();
            page.waitForTimeout(1500);
            assertThat(panel(page).getByRole(AriaRole.TIMER)).hasText(elapsed);
            press(page, "Continue");
            hear(page, 5);
            press(page, "Finish");
            var recording = awaitSealed();
            assertThat(recording.takes())
                    .singleElement()
                    .satisfies(take -> assertThat(decode(recording, take).length / 16L)
                            .isCloseTo(Objects.requireNonNull(take.capturedMs()), within(150L)));

            page.locator("ayka-uploader input[type=file]").setInputFiles(Shared.path("eval/speech/real/jfk.wav"));
            assertThat(page.getByText("jfk.wav has arrived")).isVisible();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(details())
                            .filteredOn(one -> one.source() == RecordingSource.UPLOAD)
                            .singleElement()
                            .satisfies(one -> {
                                assertThat(one.title()).isEqualTo("jfk");
                                assertThat(one.state()).isEqualTo(RecordingState.SEALED);
                                assertThat(one.takes().getFirst().sizeBytes())
                                        .isEqualTo(Files.size(Shared.path("eval/speech/real/jfk.wav")));
                            }));
        }
    }

    private Page openRecorder(Browser browser) {
        var page = browser.page();
        page.navigate(address());
        page.locator("input[name=username]").fill(email);
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("input[name=password]").press("Enter");
        page.waitForURL("**/test/recorder**");
        assertThat(panel(page).getByRole(AriaRole.BUTTON).first()).isVisible();
        return page;
    }

    private String address() {
        return "http://localhost:" + port + "/test/recorder";
    }

    private static Locator panel(Page page) {
        return page.locator("ayka-recorder[mode=full]");
    }

    private static void press(Page page, String button) {
        panel(page)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** Waits until the recorder has run for so many seconds and some of that is safe. */
    private static void hear(Page page, int seconds) {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            var shown =
                    panel(page).getByRole(AriaRole.TIMER).textContent().strip().split(":");
            assertThat(Integer.parseInt(shown[0]) * 60 + Integer.parseInt(shown[1]))
                    .isGreaterThanOrEqualTo(seconds);
        });
    }

    private RecordingDetails awaitSealed() {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> details().stream()
                                .filter(one -> one.state() == RecordingState.SEALED)
                                .toList(),
                        whole -> !whole.isEmpty())
                .getFirst();
    }

    private List<RecordingDetails> details() {
        return ActingUser.call(
                anna,
                () -> recordings.list("", 10).stream()
                        .map(summary -> recordings.details(summary.id()).orElseThrow())
                        .toList());
    }

    /** The take's samples at 16 kHz. */
    private short[] decode(RecordingDetails recording, Take take) throws IOException, InterruptedException {
        ActingUser.run(anna, () -> compaction.compact(recording.id()));
        var whole = details().stream()
                .filter(one -> one.id().equals(recording.id()))
                .flatMap(one -> one.takes().stream())
                .filter(one -> one.number() == take.number())
                .findFirst()
                .orElseThrow();
        var file = folder.resolve(recording.id() + "-" + take.number());
        assertThat(store.download(Objects.requireNonNull(whole.objectKey()), file))
                .isTrue();
        var pcm = folder.resolve(file.getFileName() + ".pcm");
        var ffmpeg = org.bytedeco.javacpp.Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
        var program = new ProcessBuilder(
                ffmpeg,
                "-v",
                "error",
                "-i",
                file.toString(),
                "-ar",
                "16000",
                "-ac",
                "1",
                "-f",
                "s16le",
                pcm.toString());
        program.environment()
                .put("LD_LIBRARY_PATH", ffmpeg.substring(0, ffmpeg.lastIndexOf(java.io.File.separatorChar)));
        var process = program.redirectErrorStream(true).start();
        var words = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(words).isZero();
        var samples = new short[(int) (Files.size(pcm) / 2)];
        ByteBuffer.wrap(Files.readAllBytes(pcm))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    private static int loudest(short[] samples) {
        var loudest = 0;
        for (var sample : samples) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }
}
