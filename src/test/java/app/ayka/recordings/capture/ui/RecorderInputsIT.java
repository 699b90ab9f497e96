package app.ayka.recordings.capture.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.recordings.Mark;
import app.ayka.recordings.Marks;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Tags;
import app.ayka.testing.AykaTest;
import app.ayka.testing.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a recorder says of its inputs and what people say of the recording, in a real browser. */
@AykaTest
class RecorderInputsIT extends RecorderBrowserTest {

    private static final int RATE = 16_000;
    private static final int MICROPHONE_HZ = 400;
    private static final int TAB_HZ = 1_000;

    @Autowired
    Marks marks;

    @Autowired
    Tags tags;

    @Test
    void silenceIsSaidWithinFiveSecondsAndGoesAwayWhileMarksAndTagsReachTheServer() throws Exception {
        try (var browser = Browser.hearing(silenceThenTone(8, 22))) {
            var page = openRecorder(browser);
            panel(page).getByLabel("Tags").fill("Fair 2026, rail,");
            press(page, "Record");
            var silent = panel(page).getByText("No sound comes from the microphone");
            assertThat(silent).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(7_000));
            assertThat(seconds(page)).as("warned within").isLessThanOrEqualTo(5);
            assertThat(silent).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(9_000));

            page.keyboard().press("m");
            assertThat(panel(page).getByText("Marked 0:")).isVisible();
            press(page, "Mark");
            press(page, "Undo");
            press(page, "Mark");
            panel(page).getByText("2 marks").click();
            panel(page).getByLabel("What the mark at").last().fill("the price");
            panel(page).getByLabel("What the mark at").last().press("Tab");
            assertThat(panel(page).locator("ayka-safety-gauge summary")).containsText("Closing now ends the recording");
            press(page, "Finish");

            var recording = awaitSealed();
            assertThat(panel(page).locator("ayka-safety-gauge summary")).containsText("Safe to close");
            assertThat(recording.takes()).as("no silence ends a take").hasSize(1);
            await().untilAsserted(() -> assertThat(marks(recording.id()))
                    .extracting(Mark::label)
                    .containsExactlyInAnyOrder("", "the price"));
            assertThat(marks(recording.id()))
                    .allSatisfy(mark -> assertThat(mark.atMs()).isBetween(6_000L, 20_000L));
            assertThat(ActingUser.call(anna, () -> tags.of(recording.id()))).containsExactly("Fair 2026", "rail");
        }
    }

    @Test
    void aSharedTabIsMixedInAndItsEndEndsNothing() throws Exception {
        try (var browser = Browser.sharing(silenceThenTone(0, 60), "Loud page")) {
            var heard = openRecorder(browser);
            var loud = browser.context().newPage();
            loud.navigate("http://localhost:" + port + "/login");
            loud.evaluate("""
                    hz => {
                      document.title = 'Loud page';
                      const context = new AudioContext(), tone = new OscillatorNode(context, { frequency: hz });
                      tone.connect(context.destination);
                      tone.start();
                    }""", TAB_HZ);
            heard.bringToFront();
            panel(heard).getByLabel("Also record").selectOption("display");
            press(heard, "Record");
            hear(heard, 6);
            assertThat(panel(heard).getByRole(AriaRole.METER)).hasCount(2);
            loud.close();
            assertThat(panel(heard).getByText("The second sound ended. The microphone goes on."))
                    .isVisible();
            hear(heard, 13);
            press(heard, "Finish");

            var recording = awaitSealed();
            var take = recording.takes().getFirst();
            assertThat(recording.takes()).hasSize(1);
            var samples = decode(recording, take);
            assertThat(samples.length / 16L).isCloseTo(take.capturedMs(), within(200L));
            var both = Arrays.copyOfRange(samples, 2 * RATE, 4 * RATE);
            var alone = Arrays.copyOfRange(samples, samples.length - 3 * RATE, samples.length - RATE);
            assertThat(share(both, TAB_HZ)).as("the tab, at first").isGreaterThan(0.05);
            assertThat(share(both, MICROPHONE_HZ))
                    .as("the microphone beside it")
                    .isGreaterThan(0.05);
            assertThat(share(alone, TAB_HZ)).as("the tab, once it is closed").isLessThan(0.005);
            assertThat(share(alone, MICROPHONE_HZ))
                    .as("the microphone that goes on")
                    .isGreaterThan(0.3);
            await().untilAsserted(() -> assertThat(marks(recording.id()))
                    .singleElement()
                    .satisfies(mark -> {
                        assertThat(mark.label()).isEqualTo("The second sound ended here");
                        assertThat(mark.atMs()).isBetween(5_000L, 13_000L);
                    }));
        }
    }

    @Test
    void whatIsNotSharedIsSaidAndTheMicrophoneIsRecorded() throws Exception {
        try (var browser = Browser.hearing(silenceThenTone(0, 30))) {
            browser.context()
                    .addInitScript("MediaDevices.prototype.getDisplayMedia = async () => {"
                            + " throw new DOMException('cancelled', 'NotAllowedError'); }");
            var page = openRecorder(browser);
            panel(page).getByLabel("Also record").selectOption("display");
            press(page, "Record");
            assertThat(panel(page).getByText("Nothing was shared. The microphone alone is recorded."))
                    .isVisible();
            hear(page, 5);
            press(page, "Finish");
            var recording = awaitSealed();
            var samples = decode(recording, recording.takes().getFirst());
            assertThat(share(Arrays.copyOfRange(samples, RATE, 3 * RATE), MICROPHONE_HZ))
                    .isGreaterThan(0.3);
        }
    }

    private List<Mark> marks(RecordingId recording) {
        return ActingUser.call(anna, () -> marks.list(recording));
    }

    private Path silenceThenTone(int silentSeconds, int soundingSeconds) throws IOException {
        var samples = ByteBuffer.allocate((silentSeconds + soundingSeconds) * RATE * 2)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (var n = 0; n < (silentSeconds + soundingSeconds) * RATE; n++) {
            var heard = n < silentSeconds * RATE ? 0 : 8_000 * Math.sin(2 * Math.PI * MICROPHONE_HZ * n / RATE);
            samples.putShort((short) heard);
        }
        var file = folder.resolve("microphone.wav");
        var sound = new AudioInputStream(
                new ByteArrayInputStream(samples.array()),
                new AudioFormat(RATE, 16, 1, true, false),
                samples.capacity() / 2);
        AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
        return file;
    }

    /** How much of the sound's energy a tone has, 0 to 1. */
    private static double share(short[] samples, int hz) {
        double real = 0;
        double imaginary = 0;
        double energy = 0;
        for (var n = 0; n < samples.length; n++) {
            var angle = 2 * Math.PI * hz * n / RATE;
            real += samples[n] * Math.cos(angle);
            imaginary += samples[n] * Math.sin(angle);
            energy += (double) samples[n] * samples[n];
        }
        return energy == 0 ? 0 : 2 * (real * real + imaginary * imaginary) / (energy * samples.length);
    }
}
