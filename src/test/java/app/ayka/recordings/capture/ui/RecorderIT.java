package app.ayka.recordings.capture.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.testing.AykaTest;
import app.ayka.testing.Browser;
import app.ayka.testing.Shared;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A real browser with a microphone that plays a file, against the real server. */
@AykaTest
class RecorderIT extends RecorderBrowserTest {

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
            assertThat(first.capturedMs())
                    .as("all nine seconds but the one that the browser had not handed over, 100 ms more or less")
                    .isGreaterThanOrEqualTo(7_900);
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
}
