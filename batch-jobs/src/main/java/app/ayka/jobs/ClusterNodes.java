package app.ayka.jobs;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The nodes that were seen lately. */
@Component
class ClusterNodes {

    private final JdbcClient jdbc;
    private final Duration takenForDead;

    ClusterNodes(@Qualifier("systemJdbcClient") JdbcClient jdbc, JobSettings settings) {
        this.jdbc = jdbc;
        this.takenForDead = settings.takenForDeadAfter();
    }

    /** The longest running first. */
    List<ClusterNode> all() {
        return jdbc.sql(
                        "select *, seen_at >= now() - make_interval(secs => ?) as alive from cluster_node order by started_at")
                .param(takenForDead.toMillis() / 1000.0)
                .query((row, index) -> new ClusterNode(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("role"),
                        row.getString("version"),
                        row.getTimestamp("started_at").toInstant(),
                        row.getTimestamp("seen_at").toInstant(),
                        row.getInt("slots"),
                        row.getInt("runs_taken"),
                        row.getInt("cpu_slots"),
                        row.getInt("cpu_taken"),
                        row.getInt("gpu_slots"),
                        row.getInt("gpu_taken"),
                        row.getDouble("load"),
                        row.getBoolean("draining"),
                        row.getBoolean("alive")))
                .list();
    }

    /** Whether anybody is there who takes parts of this kind. */
    boolean anyFor(SlotKind kind) {
        return all().stream()
                .anyMatch(node ->
                        node.alive() && !node.draining() && (kind == SlotKind.GPU ? node.gpu() : node.cpu()) > 0);
    }
}
