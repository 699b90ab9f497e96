package app.ayka.jobs;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Says that this node is there and what it does, and measures the database's time on the way. */
@Component
class ClusterHeartbeat implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ClusterHeartbeat.class);

    /** How long a node that died is shown. */
    private static final int REMEMBER_MINUTES = 10;

    private final JdbcClient jdbc;
    private final DatabaseClock clock;
    private final NodeName node;
    private final JobSettings settings;
    private final Slots slots;
    private final RunLaunch launch;
    private final Drain drain;
    private final String role;
    private final boolean works;
    private volatile @Nullable ScheduledExecutorService beats;

    ClusterHeartbeat(
            @Qualifier("systemJdbcClient") JdbcClient jdbc,
            DatabaseClock clock,
            NodeName node,
            JobSettings settings,
            Slots slots,
            RunLaunch launch,
            Drain drain,
            @Value("${ayka.role:all}") String role) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.node = node;
        this.settings = settings;
        this.slots = slots;
        this.launch = launch;
        this.drain = drain;
        this.role = role;
        this.works = !"web".equals(role);
        drain.onBegin(() -> {
            if (isRunning()) {
                beat();
            }
        });
    }

    @Override
    public void start() {
        beat();
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ayka-heartbeat").factory());
        var period = settings.heartbeat().toMillis();
        executor.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
        beats = executor;
    }

    private void beat() {
        try {
            var before = clock.local();
            var database = jdbc.sql("""
                            insert into cluster_node (id, name, role, version, protocol, started_at, seen_at, slots,
                                cpu_slots, gpu_slots, runs_taken, cpu_taken, gpu_taken, load, draining)
                            values (?, ?, ?, ?, ?, now(), now(), ?, ?, ?, ?, ?, ?, ?, ?)
                            on conflict (id) do update set seen_at = now(), runs_taken = excluded.runs_taken,
                                cpu_taken = excluded.cpu_taken, gpu_taken = excluded.gpu_taken, load = excluded.load,
                                draining = excluded.draining
                            returning seen_at""")
                    .params(
                            node.id(),
                            node.host(),
                            role,
                            version(),
                            Claim.PROTOCOL,
                            works ? settings.runs() : 0,
                            works ? slots.all(SlotKind.CPU) : 0,
                            works ? slots.all(SlotKind.GPU) : 0,
                            launch.running(),
                            slots.taken(SlotKind.CPU),
                            slots.taken(SlotKind.GPU),
                            load(),
                            drain.begun())
                    .query((row, index) -> row.getTimestamp("seen_at").toInstant())
                    .single();
            clock.measured(before, database, clock.local());
            jdbc.sql("delete from cluster_node where seen_at < now() - make_interval(mins => ?)")
                    .param(REMEMBER_MINUTES)
                    .update();
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "could not say that this node lives; trying again in {}: {}", settings.heartbeat(), e.getMessage());
        }
    }

    /** Of all processors of the machine; 0 where it cannot be had. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.clamp(system.getCpuLoad(), 0, 1)
                : 0;
    }

    private static String version() {
        var version = ClusterHeartbeat.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public void stop() {
        var executor = beats;
        beats = null;
        if (executor != null) {
            executor.shutdownNow();
            try {
                jdbc.sql("delete from cluster_node where id = ?")
                        .param(node.id())
                        .update();
            } catch (DataAccessException e) {
                log.info("could not sign off; the others forget this node by themselves");
            }
        }
    }

    @Override
    public boolean isRunning() {
        return beats != null;
    }

    /** Ends after the work, which is told of until then. */
    @Override
    public int getPhase() {
        return 500;
    }
}
