package app.ayka.jobs.topology;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches what was in work on nodes that died or stand still, until it is in work elsewhere. */
final class Takeovers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Takeovers.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final List<String> QUEUES = List.of("scheduled_tasks", "scheduled_partitions", "scheduled_errands");

    /** A piece of work and the node that had it. */
    private record Work(String queue, String task, String holder) {}

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("takeovers").factory());
    private final Map<Work, Long> left = new HashMap<>();
    private final List<Long> millis = new CopyOnWriteArrayList<>();
    private final Servers servers;
    private @Nullable Connection connection;

    Takeovers(Servers servers) {
        this.servers = servers;
        looks.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From now on this node does nothing: what it has must go on elsewhere. */
    void silent(TopologyNode node) {
        looks.execute(() -> {
            for (var work : inWork()) {
                if (work.holder().startsWith(node.name() + "-")) {
                    left.put(work, System.nanoTime());
                }
            }
        });
    }

    /** It works again: what nobody took is its own. */
    void back(TopologyNode node) {
        looks.execute(() -> {
            look();
            left.keySet().removeIf(work -> work.holder().startsWith(node.name() + "-"));
        });
    }

    private void look() {
        if (left.isEmpty()) {
            return;
        }
        var now = new HashMap<String, Work>();
        inWork().forEach(work -> now.put(work.queue() + work.task(), work));
        left.entrySet().removeIf(entry -> {
            var work = entry.getKey();
            var holder = now.get(work.queue() + work.task());
            var elsewhere = holder != null && !holder.holder().equals(work.holder());
            if (elsewhere) {
                millis.add((System.nanoTime() - entry.getValue()) / 1_000_000);
            }
            return elsewhere;
        });
    }

    private List<Work> inWork() {
        var found = new ArrayList<Work>();
        try {
            if (connection == null) {
                connection = servers.connect();
            }
            for (var queue : QUEUES) {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("select task_name || ' ' || task_instance, picked_by from "
                                + queue + " where picked")) {
                    while (rows.next()) {
                        found.add(new Work(queue, rows.getString(1), rows.getString(2)));
                    }
                }
            }
        } catch (SQLException e) {
            log.debug("looking again: {}", e.getMessage());
            connection = null;
        }
        return found;
    }

    /** How long each took, in milliseconds, from the node's last moment until another had the work; ascending. */
    List<Long> millis() {
        return millis.stream().sorted().toList();
    }

    @Override
    public void close() {
        looks.shutdownNow();
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            log.debug("the connection was gone: {}", e.getMessage());
        }
    }
}
