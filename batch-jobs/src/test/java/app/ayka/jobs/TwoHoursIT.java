package app.ayka.jobs;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

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

    @TempDir
    Path folder;

    private Path sound = Path.of("");
    private String pieces = "";
    private final long epoch = System.currentTimeMillis();

    @Test
    void twoHoursWithKillsAndLostNetworkAreAllThereAndTheReceiptIsExact() throws Exception {
        makeSound();
        try (var recorded = new RecordedProgram(folder, this::speakFaster)) {
            recorded.start();
            recorded.openBrowser();
            recorded.press("Record");
            recorded.heardUntil(ofMinutes(20));
            recorded.killBrowserAndGoOn();
            recorded.heardUntil(ofMinutes(35));
            recorded.context().setOffline(true);
            recorded.heardUntil(ofMinutes(60)); // twenty-five minutes of sound wait on the device
            recorded.context().setOffline(false);
            recorded.heardUntil(ofMinutes(70));
            recorded.program().kill();
            recorded.heardUntil(ofMinutes(85));
            recorded.program().start();
            recorded.heardUntil(ofMinutes(95));
            recorded.killBrowserAndGoOn();
            recorded.context().setOffline(true);
            recorded.heardUntil(ofMinutes(110));
            recorded.killBrowserAndGoOn(); // what waited for the network waited on the disk
            recorded.heardUntil(ofMinutes(120));
            recorded.press("Finish");
            isAllThere(recorded);
        }
    }

    private void isAllThere(RecordedProgram recorded) {
        var takes = recorded.awaitDecoded();
        assertThat(takes).as("a take for each life of the browser").hasSize(4);
        assertThat(takes).allSatisfy(take -> {
            assertThat(take.storedMs()).isEqualTo(take.capturedMs());
            assertThat(take.decodedMs()).isCloseTo(take.capturedMs(), within(100L));
        });
        var captured =
                takes.stream().mapToLong(RecordedProgram.Received::capturedMs).sum();
        assertThat(captured).isGreaterThanOrEqualTo(TWO_HOURS_MS);
        assertThat(recorded.query("select cause from gap order by take, start_ms"))
                .containsOnly("page closed while recording")
                .hasSize(3);
        assertThat(recorded.query("select count(*)::text from recording")).containsExactly("1");
        LoggerFactory.getLogger(getClass())
                .info(
                        "{} ms of sound in {} s, {} takes, {} chunks",
                        captured,
                        (System.currentTimeMillis() - epoch) / 1000,
                        takes.size(),
                        recorded.query("select count(*)::text from chunk"));
    }

    private void speakFaster(BrowserContext context) {
        context.addInitScript(STAND_IN.formatted(SPEED, epoch, pieces));
        context.route(
                "**/stand-in.webm",
                route -> route.fulfill(new Route.FulfillOptions().setPath(sound).setContentType("audio/webm")));
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
