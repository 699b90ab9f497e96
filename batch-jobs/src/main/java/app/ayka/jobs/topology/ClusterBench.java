package app.ayka.jobs.topology;

import app.ayka.base.cli.Bench;
import app.ayka.jobs.topology.TopologyNode.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.util.FileSystemUtils;

/**
 * What the queue and Spring Batch cost when there is nothing to do: parts a second with one, two and four workers, each a
 * process; what the manager of a step adds to each part; and how long a claim takes with a hundred thousand parts waiting,
 * beside db-scheduler alone in the same minute.
 */
public final class ClusterBench implements Bench {

    private static final int RUNS = 3;

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public String summary() {
        return "parts a second for 1, 2 and 4 workers, claims with 100,000 waiting, what a manager adds";
    }

    @Override
    public int repetitions() {
        return 1;
    }

    @Override
    public Map<String, Double> limits() {
        return Map.of("claim_p95_ms", 20.0, "manager_ms_per_part", 15.0);
    }

    @Override
    public Map<String, Double> measure(List<String> arguments) throws Exception {
        var folder = Files.createTempDirectory("ayka-cluster");
        try {
            return figures(folder);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Map<String, Double> figures(Path folder) throws Exception {
        var figures = new LinkedHashMap<String, Double>();
        var settings = List.of("--ayka.speech.engine=none");
        try (var topology = Topology.start(folder, 0, 1, new Random(1), settings);
                var client = Client.join(topology)) {
            var parts = new ManyParts(
                    topology, client, Conversations.make(folder).sounds().getFirst());
            var managers = new ArrayList<Double>();
            parts.again(); // classes loaded, connections open
            for (var workers : List.of(1, 2, 4)) {
                while (topology.nodes(Role.WORKER).size() < workers) {
                    topology.awaitReady(topology.launch(Role.WORKER, WebProxy.freePort(), Duration.ZERO));
                }
                var speeds = new ArrayList<Double>();
                for (int i = 0; i < RUNS; i++) {
                    var run = parts.again();
                    speeds.add(run.partsPerSecond());
                    managers.add(run.managerMillisPerPart());
                }
                figures.put("parts_per_s_" + workers, median(speeds));
            }
            figures.put("manager_ms_per_part", median(managers));
            for (var node : topology.nodes(Role.WORKER)) {
                node.stop(Duration.ofSeconds(30));
            }
            var queue = new FullQueue(topology);
            put(figures, "", queue.ayka());
            put(figures, "peer_", queue.peer(client.systemDataSource()));
        }
        return figures;
    }

    private static void put(Map<String, Double> figures, String whose, FullQueue.Figures measured) {
        figures.put(whose + "claim_ms", measured.medianMillis());
        figures.put(whose + "claim_p95_ms", measured.p95Millis());
        figures.put(whose + "claims", (double) measured.claims());
        figures.put(whose + "claimed_per_s", measured.perSecond());
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
