package app.ayka.jobs.topology;

import app.ayka.base.cli.Bench;
import app.ayka.base.cli.BenchOptions;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** {@code ayka bench chaos}: see {@link Chaos}. What is wrong at the end is logged; the folder is kept then. */
public final class ChaosBench implements Bench {

    private static final Logger log = LoggerFactory.getLogger(ChaosBench.class);
    private static final int RECORDINGS = 200;
    private static final int IMPORTS = 300;
    private static final int TOLD = 50;

    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public String summary() {
        return "a cluster in which something breaks every few seconds: what is lost or twice [--minutes N] [--seed N]";
    }

    @Override
    public int repetitions() {
        return 1;
    }

    @Override
    public Map<String, Double> limits() {
        return Map.of("wrong", 0.0, "takeover_median_s", 15.0);
    }

    @Override
    public Map<String, Double> measure(List<String> arguments) throws Exception {
        var options = new ArrayList<>(arguments);
        var minutes = BenchOptions.take(options, "--minutes", 5);
        var seed = BenchOptions.take(options, "--seed", (int) (System.nanoTime() % 1_000_000));
        log.warn("the seed is {}", seed);
        var folder = Files.createTempDirectory("ayka-chaos");
        var report = new Chaos(folder, Duration.ofMinutes(minutes), RECORDINGS, IMPORTS, seed).run();
        if (report.wrong().isEmpty()) {
            FileSystemUtils.deleteRecursively(folder);
        } else {
            report.wrong().stream().limit(TOLD).forEach(log::warn);
            log.warn(
                    "{} things are wrong; logs and data are in {}",
                    report.wrong().size(),
                    folder);
        }
        return report.figures();
    }
}
