package app.ayka.recordings;

/**
 * The right to work on one part of a run, as long as the epoch is the newest. {@code step} is a step's key, or
 * {@code run} for the run as a whole; {@code partition} names the part, such as {@code run-<id>-span-3}.
 */
public record Lease(RunId run, String step, String partition, long epoch) {}
