package app.ayka.jobs.topology;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two web nodes and three workers with much to do, while every few seconds something breaks. What comes out is compared,
 * recording by recording, with what the same cluster made of the same conversations before anything broke.
 */
public final class Chaos {

    private static final Logger log = LoggerFactory.getLogger(Chaos.class);
    private static final int WEBS = 2;
    private static final int WORKERS = 3;
    private static final Duration CALM = Duration.ofMinutes(15);
    private static final Duration SETTLES = Duration.ofMinutes(20);

    /** Conversations come in this part of the time, so that there is work while things break. */
    private static final double COMING = 0.7;

    private final Path folder;
    private final Duration time;
    private final int recordings;
    private final int imports;
    private final Random random;

    /**
     * @param folder an empty one
     * @param time how long things break
     */
    public Chaos(Path folder, Duration time, int recordings, int imports, long seed) {
        this.folder = folder;
        this.time = time;
        this.recordings = recordings;
        this.imports = imports;
        this.random = new Random(seed);
    }

    /** Blocks until everything that was brought in is processed, and for at most twenty minutes after the last fault. */
    public ChaosReport run() throws Exception {
        // "none" hears nothing and costs nothing; the transcripts have words enough
        var settings = List.of("--ayka.speech.engine=none", "--ayka.jobs.longest-pause=5s");
        var clocks = Tool.faketime().isPresent();
        if (!clocks) {
            log.warn("libfaketime is not here and could not be installed: no node's clock is off");
        }
        try (var topology = Topology.start(folder, WEBS, WORKERS, random, settings);
                var client = Client.join(topology)) {
            var device = new Device(topology::address);
            var work = new Workload(client, device, Conversations.make(folder));
            work.calm();
            Patience.await("what is compared with", CALM, () -> isComplete(topology, work));
            var began = System.nanoTime();
            var faults = breakThings(topology, work, clocks);
            settle(topology, work, SETTLES);
            var seconds = (System.nanoTime() - began) / 1e9;
            return report(topology, work, device, faults, seconds);
        }
    }

    private record Happened(Map<Fault, Integer> faults, List<Long> takeovers) {}

    private Happened breakThings(Topology topology, Workload work, boolean clocks) throws Exception {
        try (var takeovers = new Takeovers(topology.servers())) {
            var faults = new Faults(topology, takeovers, random, clocks);
            var coming = CompletableFuture.runAsync(() -> {
                try {
                    work.many(recordings, imports, Duration.ofMillis((long) (time.toMillis() * COMING)));
                } catch (InterruptedException e) {
                    throw new CompletionException(e);
                }
            });
            var end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < end) {
                Patience.pass(Duration.ofMillis(2500 + random.nextInt(5000)));
                faults.happen();
            }
            faults.end();
            coming.join();
            return new Happened(faults.done(), takeovers.millis());
        }
    }

    private static void settle(Topology topology, Workload work, Duration longest) throws InterruptedException {
        try {
            Patience.await("all that was brought in", longest, () -> isComplete(topology, work));
        } catch (IllegalStateException e) {
            log.warn("{}; what is open is told", e.getMessage());
        }
    }

    private static boolean isComplete(Topology topology, Workload work) throws SQLException {
        try (var connection = topology.servers().connect()) {
            return new Outcome(connection, topology.data())
                    .isComplete(work.brought().size());
        }
    }

    private static ChaosReport report(
            Topology topology, Workload work, Device device, Happened happened, double seconds)
            throws SQLException, IOException {
        try (var connection = topology.servers().connect()) {
            var outcome = new Outcome(connection, topology.data());
            var wrong = new ArrayList<>(outcome.leftToDo());
            wrong.addAll(notOnce(connection, work));
            wrong.addAll(orphans(outcome));
            wrong.addAll(mails(outcome));
            wrong.addAll(differences(new Ledger(connection, outcome).entries(), work));
            var repeated = outcome.sentMessageIds().values().stream()
                    .mapToInt(times -> times - 1)
                    .sum();
            return new ChaosReport(
                    work.brought().size(),
                    seconds,
                    happened.faults(),
                    happened.takeovers(),
                    device.repeated(),
                    topology.storage().disturbed(),
                    repeated,
                    List.copyOf(wrong));
        }
    }

    private static List<String> notOnce(Connection connection, Workload work) throws SQLException {
        var wrong = new ArrayList<String>();
        var ended = new LinkedHashMap<UUID, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select r.id, string_agg(p.state || coalesce(' ' || p.reason_detail, ''), ', '),
                            (select count(*) from batch_job_execution e join batch_job_execution_params a using (job_execution_id)
                                where a.parameter_name = 'run' and e.status = 'COMPLETED'
                                    and a.parameter_value = min(p.id::text))
                        from recording r left join processing_run p on p.recording_id = r.id group by r.id""")) {
            while (rows.next()) {
                ended.put(rows.getObject(1, UUID.class), rows.getString(2) + " " + rows.getInt(3));
            }
        }
        work.brought().forEach((recording, what) -> {
            var end = ended.remove(recording.value());
            if (!"COMPLETED 1".equals(end)) {
                wrong.add("recording " + recording + " (" + what + ") was processed as " + end);
            }
        });
        ended.keySet().forEach(id -> wrong.add("recording " + id + " was brought in by nobody"));
        return wrong;
    }

    private static List<String> orphans(Outcome outcome) throws SQLException, IOException {
        var wrong = new ArrayList<String>();
        var there = outcome.objects().navigableKeySet();
        var expected = outcome.expectedObjects();
        there.stream().filter(key -> !expected.contains(key)).forEach(key -> wrong.add("object of nobody " + key));
        expected.stream().filter(key -> !there.contains(key)).forEach(key -> wrong.add("object is missing " + key));
        return wrong;
    }

    private static List<String> mails(Outcome outcome) throws SQLException, IOException {
        var wrong = new ArrayList<String>();
        var logged = outcome.loggedMessageIds();
        var sent = outcome.sentMessageIds().keySet();
        logged.stream().filter(id -> !sent.contains(id)).forEach(id -> wrong.add("mail never left " + id));
        sent.stream().filter(id -> !logged.contains(id)).forEach(id -> wrong.add("mail that nobody logged " + id));
        wrong.addAll(
                outcome.column(
                        "select 'mail is ' || state || ' ' || message_id from email_log where state not in ('SENT', 'SKIPPED')"));
        return wrong;
    }

    private static List<String> differences(Map<UUID, List<String>> entries, Workload work) {
        var calm = new LinkedHashMap<String, List<String>>();
        work.brought().forEach((recording, what) -> {
            if (Workload.isCalm(recording, what)) {
                calm.put(what, entries.getOrDefault(recording.value(), List.of()));
            }
        });
        var wrong = new ArrayList<String>();
        work.brought().forEach((recording, what) -> {
            var has = new ArrayList<>(entries.getOrDefault(recording.value(), List.of()));
            var should = new ArrayList<>(calm.getOrDefault(what, List.of()));
            calm.getOrDefault(what, List.of()).forEach(has::remove);
            entries.getOrDefault(recording.value(), List.of()).forEach(should::remove);
            has.forEach(row -> wrong.add("only after faults, " + what + " " + recording + ": " + row));
            should.forEach(row -> wrong.add("only undisturbed, " + what + " " + recording + ": " + row));
        });
        return wrong;
    }
}
