package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.jobs.topology.Chaos;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Five minutes in which every few seconds something breaks in a cluster that has much to do. The seed is in the log;
 * {@code -Dayka.chaos.seed=} repeats it, {@code -Dayka.chaos.seconds=} gives it another time.
 */
@Tag("slow")
class ChaosTest {

    private static final Logger log = LoggerFactory.getLogger(ChaosTest.class);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void whateverBreaksEveryRecordingIsProcessedExactlyOnce() throws Exception {
        var seed = Long.getLong("ayka.chaos.seed", System.nanoTime() % 1_000_000);
        var seconds = Long.getLong("ayka.chaos.seconds", 300);
        log.info("the seed of this chaos test is {}", seed);
        var recordings = (int) Math.min(200, 200 * seconds / 300);

        var report = new Chaos(folder, Duration.ofSeconds(seconds), recordings, recordings * 3 / 2, seed).run();

        log.info("chaos: {}", report.figures());
        assertThat(report.wrong()).as("%s", report.figures()).isEmpty();
        assertThat(report.faults()).as("faults by kind").isNotEqualTo(Map.of());
        assertThat(report.takeoverMillis()).as("work that was taken over").isNotEmpty();
    }
}
