package app.ayka.jobs;

import java.time.Instant;

/** A node of the cluster. {@code slots}: runs that it works on at once; {@code alive}: seen within the last seconds. */
public record ClusterNode(
        String name, String role, String version, Instant startedAt, Instant seenAt, int slots, boolean alive) {}
