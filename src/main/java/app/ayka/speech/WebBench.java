package app.ayka.speech;

import app.ayka.Ayka;
import app.ayka.base.cli.Bench;
import app.ayka.base.cli.BenchOptions;
import app.ayka.base.cli.web.VisitorProcess;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/**
 * What many open pages cost a web node. Two hundred of them, each with its push connection, go to the list of recordings
 * and to a transcript of two hours by turns, fifty such actions a second, while news of recordings arrive; then more pages
 * are opened and left alone. The pages are another process that speaks Vaadin's protocol, see {@link
 * app.ayka.base.cli.web}.
 */
public final class WebBench implements Bench {

    private static final Logger log = LoggerFactory.getLogger(WebBench.class);
    private static final int LIVE = 200;
    private static final int IDLE = 1_000;
    private static final int ACTIONS_PER_SECOND = 50;
    private static final int WARMING_S = 20;
    private static final int SECONDS = 40;
    private static final int NEWS_MS = 200;

    /** How much of it; less than the limits are for says where time and memory go, not whether they are kept. */
    private record Size(int live, int idle, int perSecond, int warmingSeconds, int seconds) {
        static Size takenFrom(List<String> arguments) {
            return new Size(
                    BenchOptions.take(arguments, "--live", LIVE),
                    BenchOptions.take(arguments, "--idle", IDLE),
                    BenchOptions.take(arguments, "--per-second", ACTIONS_PER_SECOND),
                    BenchOptions.take(arguments, "--warming", WARMING_S),
                    BenchOptions.take(arguments, "--seconds", SECONDS));
        }
    }

    @Override
    public String name() {
        return "web";
    }

    @Override
    public String summary() {
        return "200 live pages at 50 actions/s: ms of server time; kB of heap for each of 1000 idle sessions "
                + "[--live N] [--idle N] [--per-second N] [--warming S] [--seconds S]";
    }

    @Override
    public int repetitions() {
        return 1;
    }

    @Override
    public Map<String, Double> limits() {
        return Map.of(
                "recordings_p95_ms",
                200.0,
                "transcript_p95_ms",
                200.0,
                "idle_session_kb",
                150.0,
                "failed_actions",
                0.0,
                "actions_per_s",
                0.98 * ACTIONS_PER_SECOND);
    }

    @Override
    public Map<String, Double> measure(List<String> arguments) throws IOException, InterruptedException {
        var options = new ArrayList<>(arguments);
        var size = Size.takenFrom(options);
        var folder = Files.createTempDirectory("ayka-bench");
        var times = new ServerTimes();
        var program = new SpringApplication(Ayka.class);
        program.addInitializers(times);
        var settings = new ArrayList<>(List.of(
                "--ayka.data=" + folder.resolve("data"),
                "--server.port=0",
                "--ayka.role=web",
                "--logging.level.root=warn"));
        settings.addAll(options);
        try (var server = program.run(settings.toArray(String[]::new))) {
            var address = "http://localhost:" + server.getEnvironment().getRequiredProperty("local.server.port");
            var people = new BenchedPeople(server);
            var browsers = Files.write(folder.resolve("browsers"), people.browsers(size.live + size.idle));
            var seen = new VisitorProcess.Seen(BenchedPeople.TITLE, BenchedPeople.RECORDINGS, people.turns());
            try (var visitors = VisitorProcess.start(URI.create(address), browsers, seen)) {
                return figures(size, visitors, times, people);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Map<String, Double> figures(
            Size size, VisitorProcess visitors, ServerTimes times, BenchedPeople people)
            throws IOException, InterruptedException {
        var figures = new LinkedHashMap<String, Double>();
        visitors.open(size.live, "/recordings");
        var news = Executors.newSingleThreadScheduledExecutor();
        try {
            news.scheduleAtFixedRate(people::news, 0, NEWS_MS, TimeUnit.MILLISECONDS);
            visitors.drive(size.warmingSeconds, size.perSecond);
            times.forget();
            var cpu = cpuMs();
            var driven = visitors.drive(size.seconds, size.perSecond);
            driven.reasons().forEach(reason -> log.warn("an action failed: {}", reason));
            figures.put("cpu_ms_per_action", (cpuMs() - cpu) / driven.actions());
            figures.put("actions_per_s", driven.actions() / driven.seconds());
            figures.put("failed_actions", (double) driven.failed());
            figures.put("answer_kb", driven.bytesEach() / 1024.0);
            figures.put("pushes_per_s", driven.pushes() / driven.seconds());
        } finally {
            news.shutdownNow();
        }
        times.putInto(figures, "recordings");
        times.putInto(figures, "transcript");
        var before = usedKb();
        visitors.open(size.idle, "/recordings");
        var after = usedKb();
        figures.put("sessions", (double) size.live + size.idle);
        figures.put("heap_mb", after / 1024);
        figures.put("idle_session_kb", (after - before) / size.idle);
        return figures;
    }

    private static double cpuMs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e6;
    }

    /** What stays in use; references that are cleared by one collection let others go in the next. */
    private static double usedKb() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.SECONDS.sleep(1);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024.0;
    }
}
