package app.ayka.jobs;

import java.time.Instant;
import java.util.UUID;

/**
 * A node of the cluster as its last heartbeat told, by the database's time.
 *
 * @param runs recordings that it works on at once, of which {@code runsTaken} now
 * @param cpu parts that it works on at once, of which {@code cpuTaken} now; {@code gpu} the same for those that need one
 * @param load of its processors, 0 to 1
 * @param draining it is shutting down and takes nothing new
 * @param alive seen within the last seconds
 */
public record ClusterNode(
        UUID id,
        String name,
        String role,
        String version,
        Instant startedAt,
        Instant seenAt,
        int runs,
        int runsTaken,
        int cpu,
        int cpuTaken,
        int gpu,
        int gpuTaken,
        double load,
        boolean draining,
        boolean alive) {

    /** As leases and the queue call it. */
    public String label() {
        return NodeName.label(name, id);
    }
}
