package app.ayka.recordings.capture.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Take;
import app.ayka.recordings.capture.TakeCompaction;
import app.ayka.testing.Browser;
import app.ayka.testing.Shared;
import app.ayka.testing.TestUsers;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A signed-in person with the recorder in a real browser, and what the server has of their recordings. */
abstract class RecorderBrowserTest {

    static final Path CONVERSATION = Shared.path("eval/speech/conversations/conv-5-hotel-call.wav");

    private static final String PASSWORD = "three blue teapots sing";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    TestUsers users;

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
            users.setUp(users.register("Root"), PASSWORD, true);
        }
        anna = users.register("Anna");
        users.setUp(anna, PASSWORD, false);
        email = TestUsers.email("Anna", anna);
    }

    final Page openRecorder(Browser browser) {
        var page = browser.page();
        page.navigate(address());
        page.locator("input[name=username]").fill(email);
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("input[name=password]").press("Enter");
        page.waitForURL("**/test/recorder**");
        assertThat(panel(page).getByRole(AriaRole.BUTTON).first()).isVisible();
        return page;
    }

    String address() {
        return "http://localhost:" + port + "/test/recorder";
    }

    static Locator panel(Page page) {
        return page.locator("ayka-recorder[mode=full]");
    }

    static void press(Page page, String button) {
        panel(page)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** Waits until the recorder has run for so many seconds and some of that is safe. */
    static void hear(Page page, int seconds) {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(seconds(page)).isGreaterThanOrEqualTo(seconds);
        });
    }

    /** How long the recorder says that it has run. */
    static int seconds(Page page) {
        var shown = panel(page).getByRole(AriaRole.TIMER).textContent().strip().split(":");
        return Integer.parseInt(shown[0]) * 60 + Integer.parseInt(shown[1]);
    }

    final RecordingDetails awaitSealed() {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> details().stream()
                                .filter(one -> one.state() == RecordingState.SEALED)
                                .toList(),
                        whole -> !whole.isEmpty())
                .getFirst();
    }

    final List<RecordingDetails> details() {
        return ActingUser.call(
                anna,
                () -> recordings.list("", 10).stream()
                        .map(summary -> recordings.details(summary.id()).orElseThrow())
                        .toList());
    }

    /** The take's samples at 16 kHz. */
    final short[] decode(RecordingDetails recording, Take take) throws IOException, InterruptedException {
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

    static int loudest(short[] samples) {
        var loudest = 0;
        for (var sample : samples) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }

    /** A browser that hears a conversation, and whose page's clocks and microphones may be tampered with. */
    static Browser tampered() {
        var browser = Browser.hearing(CONVERSATION);
        browser.context().addInitScript("""
                (() => {
                  const now = performance.now.bind(performance), Real = Date;
                  window.tampered = { mono: 0, wall: 0, streams: [] };
                  performance.now = () => now() + tampered.mono;
                  window.Date = class extends Real {
                    constructor(...parts) { if (parts.length) super(...parts); else super(Real.now() + tampered.wall); }
                    static now() { return Real.now() + tampered.wall; }
                  };
                  const open = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
                  if (open) navigator.mediaDevices.getUserMedia = async (wish) => {
                    const stream = await open(wish);
                    tampered.streams.push(stream);
                    return stream;
                  };
                })()""");
        return browser;
    }

    /** Every second that was captured is stored and decodes, take by take. @return the sealed recording */
    final RecordingDetails awaitTrueReceipt(long toleranceMs) throws IOException, InterruptedException {
        var recording = awaitSealed();
        for (var take : recording.takes()) {
            assertThat(take.storedMs()).isEqualTo(take.capturedMs());
            assertThat(decode(recording, take).length / 16L)
                    .as("decoded against captured milliseconds of take " + take.number())
                    .isCloseTo(Objects.requireNonNull(take.capturedMs()), within(toleranceMs));
        }
        return recording;
    }

    static long capturedMs(RecordingDetails recording) {
        return recording.takes().stream()
                .mapToLong(take -> Objects.requireNonNull(take.capturedMs()))
                .sum();
    }
}
