package app.ayka.jobs;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new version is put in place under a page: while that records nothing happens to it, then it begins anew by itself. */
@Tag("slow")
class RedeployIT {

    @TempDir
    Path folder;

    @Test
    void aPageThatRecordsGoesOnUnderARedeployAndBeginsAnewAfterIt() throws Exception {
        try (var recorded = new RecordedProgram(folder, context -> {})) {
            recorded.start();
            recorded.openBrowser();
            var page = recorded.page();
            var reloads = new AtomicInteger();
            page.onLoad(loaded -> reloads.incrementAndGet());
            recorded.press("Record");
            recorded.heardUntil(ofSeconds(6));

            assertThat(recorded.program().stop()).as("ended in order").isIn(0, 143);
            recorded.heardUntil(ofSeconds(12));
            recorded.program().start();
            assertThat(sessionEnded(page)).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            recorded.heardUntil(ofSeconds(recorded.shownSeconds() + 25)); // longer than it takes to begin anew
            assertThat(sessionEnded(page)).isVisible();
            assertThat(reloads).hasValue(0);
            recorded.press("Finish");

            assertThat(recorded.awaitDecoded()).singleElement().satisfies(take -> {
                assertThat(take.capturedMs()).isGreaterThan(30_000);
                assertThat(take.storedMs()).isEqualTo(take.capturedMs());
                assertThat(take.decodedMs()).isCloseTo(take.capturedMs(), within(100L));
            });
            assertThat(recorded.query("select cause from gap")).isEmpty();
            assertThat(recorded.query("select count(*)::text from recording")).containsExactly("1");
            page.waitForCondition(() -> reloads.get() > 0, new Page.WaitForConditionOptions().setTimeout(40_000));
            assertThat(sessionEnded(page)).isHidden();
        }
    }

    private static Locator sessionEnded(Page page) {
        return page.getByText("This page has to be loaded again");
    }
}
