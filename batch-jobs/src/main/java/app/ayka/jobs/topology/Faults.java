package app.ayka.jobs.topology;

import app.ayka.jobs.topology.TopologyNode.Role;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does to a topology whatever {@link Fault} names, each kind as often, in an order that the seed decides. */
final class Faults {

    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    /** A lease is good for 8 s. */
    private static final Duration BEYOND_A_LEASE = Duration.ofSeconds(12);

    private static final Duration BROKEN = Duration.ofSeconds(4);
    private static final int FURTHEST_S = 12 * 60;

    /** Of each role so many nodes are always left alone. */
    private static final int LEFT_ALONE = 1;

    private final Topology topology;
    private final Takeovers takeovers;
    private final Random random;
    private final boolean clocks;
    private final Map<Fault, Integer> done = Collections.synchronizedMap(new EnumMap<>(Fault.class));
    private final List<Fault> next = new ArrayList<>();
    private final List<Thread> going = new CopyOnWriteArrayList<>();

    /** @param clocks whether nodes can be given another time */
    Faults(Topology topology, Takeovers takeovers, Random random, boolean clocks) {
        this.topology = topology;
        this.takeovers = takeovers;
        this.random = random;
        this.clocks = clocks;
    }

    Map<Fault, Integer> done() {
        return Map.copyOf(done);
    }

    /** The next fault. Returns at once; what lasts goes on beside. */
    void happen() throws IOException, InterruptedException, SQLException {
        if (next.isEmpty()) {
            next.addAll(List.of(Fault.values()));
            Collections.shuffle(next, random);
        }
        var fault = next.removeLast();
        if (happened(fault)) {
            log.info("fault: {}", fault);
            done.merge(fault, 1, Integer::sum);
        }
    }

    private boolean happened(Fault fault) throws IOException, InterruptedException, SQLException {
        return switch (fault) {
            case KILL -> replace(Duration.ZERO);
            case SUSPEND -> suspend();
            case DATABASE -> endConnections();
            case STORAGE_FAILS -> storage(random.nextBoolean() ? FaultyProxy.Mode.FAILS : FaultyProxy.Mode.BREAKS);
            case STORAGE_STALLS -> storage(FaultyProxy.Mode.STALLS);
            case CLOCK ->
                clocks
                        && replace(Duration.ofSeconds(
                                (random.nextBoolean() ? 1 : -1) * (120L + random.nextInt(FURTHEST_S - 120))));
        };
    }

    private Optional<TopologyNode> victim() {
        var candidates = new ArrayList<TopologyNode>();
        for (var role : Role.values()) {
            var well =
                    topology.nodes(role).stream().filter(TopologyNode::isReady).toList();
            if (well.size() > LEFT_ALONE) {
                candidates.addAll(well);
            }
        }
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    private boolean replace(Duration clock) throws IOException, InterruptedException {
        var victim = victim();
        if (victim.isEmpty()) {
            return false;
        }
        var node = victim.get();
        node.kill();
        takeovers.silent(node);
        var fresh = topology.replace(node, clock);
        log.info("{} was killed, {} comes, its clock off by {}", node, fresh, clock);
        return true;
    }

    private boolean suspend() throws IOException, InterruptedException {
        var victim = victim();
        if (victim.isEmpty()) {
            return false;
        }
        var node = victim.get();
        node.suspend();
        takeovers.silent(node);
        beside(() -> {
            Patience.pass(BEYOND_A_LEASE.plusMillis(random.nextInt(5000)));
            takeovers.back(node);
            node.resume();
        });
        return true;
    }

    private boolean endConnections() throws SQLException {
        var one = random.nextBoolean() ? " and random() < 0.3" : "";
        try (var connection = topology.servers().connect();
                var statement = connection.createStatement();
                var ended = statement.executeQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity "
                        + "where usename <> 'postgres'" + one)) {
            ended.next();
            return ended.getInt(1) > 0;
        }
    }

    private boolean storage(FaultyProxy.Mode mode) {
        topology.storage().become(mode);
        beside(() -> {
            Patience.pass(BROKEN.plusMillis(random.nextInt(4000)));
            topology.storage().become(FaultyProxy.Mode.PASSES);
        });
        return true;
    }

    private interface Later {
        void run() throws IOException, InterruptedException;
    }

    private void beside(Later later) {
        going.add(Thread.ofVirtual().start(() -> {
            try {
                later.run();
            } catch (IOException e) {
                log.warn("a fault did not end as it should: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** Waits until all that was broken is whole again. */
    void end() throws InterruptedException {
        for (var thread : going) {
            thread.join();
        }
        topology.storage().become(FaultyProxy.Mode.PASSES);
        // those that still start do so beside the others' work
    }
}
