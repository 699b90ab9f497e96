package app.ayka.platform;

import app.ayka.base.cli.Bench;
import app.ayka.base.cli.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * How long {@code ayka run} takes until it is ready, on a new and on an existing data folder, and what it holds of the
 * memory when nobody does anything: its own process, PostgreSQL and every other child.
 */
public final class StartupBench implements Bench {

    private static final String READY = "AYKA is ready";
    private static final Duration IDLE = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String summary() {
        return "seconds until ready and memory when idle (Linux)";
    }

    @Override
    public Map<String, Double> limits() {
        return Map.of("first_ready_s", 12.0, "ready_s", 12.0, "idle_pss_mb", 900.0);
    }

    @Override
    public Map<String, Double> measure(List<String> arguments) throws IOException, InterruptedException {
        var launcher = System.getProperty("ayka.launcher");
        if (launcher == null || !Files.exists(Path.of("/proc/self/smaps_rollup"))) {
            throw new UsageException("startup is measured through ./ayka on Linux");
        }
        var data = Files.createTempDirectory("ayka-bench");
        try {
            var figures = new LinkedHashMap<String, Double>();
            figures.put("first_ready_s", start(launcher, data, arguments).readySeconds());
            var run = start(launcher, data, arguments);
            figures.put("ready_s", run.readySeconds());
            figures.put("idle_pss_mb", run.pssMb());
            figures.put("idle_server_pss_mb", run.serverPssMb());
            figures.put("stop_s", run.stopSeconds());
            return figures;
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private record Run(double readySeconds, double serverPssMb, double pssMb, double stopSeconds) {}

    private static Run start(String launcher, Path data, List<String> arguments)
            throws IOException, InterruptedException {
        var command = Stream.concat(
                        Stream.of(launcher, "run", "--ayka.data=" + data, "--server.port=0"), arguments.stream())
                .toList();
        var began = System.nanoTime();
        var process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var words = process.errorReader()) {
            awaitReady(words);
            var ready = seconds(began);
            process.waitFor(IDLE.toSeconds(), TimeUnit.SECONDS); // what remains after the start's garbage
            var server = pssMb(Stream.of(process.toHandle()));
            var all = pssMb(Stream.concat(family(process.toHandle()), database(data)));
            var stopped = System.nanoTime();
            process.destroy();
            process.waitFor(60, TimeUnit.SECONDS);
            return new Run(ready, server, all, seconds(stopped));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitReady(BufferedReader words) throws IOException {
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            if (line.contains(READY)) {
                return;
            }
        }
        throw new IOException("AYKA ended before it was ready");
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    // PostgreSQL leaves the process that started it
    private static Stream<ProcessHandle> database(Path data) throws IOException {
        return StalePostmaster.find(data.toRealPath().resolve("postgres")).stream()
                .flatMap(StartupBench::family);
    }

    private static double pssMb(Stream<ProcessHandle> processes) {
        return processes
                        .mapToLong(ProcessHandle::pid)
                        .distinct()
                        .map(StartupBench::pssKb)
                        .sum()
                / 1024.0;
    }

    private static long pssKb(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // ended meanwhile
        }
    }

    private static double seconds(long since) {
        return Math.round((System.nanoTime() - since) / 1e6) / 1e3;
    }
}
