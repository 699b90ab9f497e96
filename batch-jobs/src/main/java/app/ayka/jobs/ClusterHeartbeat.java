package app.ayka.jobs;

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

    private final JdbcClient jdbc;
    private final DatabaseClock clock;
    private final NodeName node;
    private final JobSettings settings;
    private final String role;
    private volatile @Nullable ScheduledExecutorService beats;

    ClusterHeartbeat(
            @Qualifier("systemJdbcClient") JdbcClient jdbc,
            DatabaseClock clock,
            NodeName node,
            JobSettings settings,
            @Value("${ayka.role:all}") String role) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.node = node;
        this.settings = settings;
        this.role = role;
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
                            insert into cluster_node (id, name, role, version, started_at, seen_at, slots)
                            values (?, ?, ?, ?, now(), now(), ?)
                            on conflict (id) do update set seen_at = now()
                            returning seen_at""")
                    .params(node.id(), node.host(), role, version(), "web".equals(role) ? 0 : settings.runs())
                    .query((row, index) -> row.getTimestamp("seen_at").toInstant())
                    .single();
            clock.measured(before, database, clock.local());
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "could not say that this node lives; trying again in {}: {}", settings.heartbeat(), e.getMessage());
        }
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
}
