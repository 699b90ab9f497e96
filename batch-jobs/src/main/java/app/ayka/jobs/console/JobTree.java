package app.ayka.jobs.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run with all attempts to work it off, newest first, each with its steps and their parts in the order they began. */
public record JobTree(JobRecord job, List<Attempt> attempts) {

    /** The newest attempt; empty when nobody has begun. */
    public Optional<Attempt> latest() {
        return attempts.stream().findFirst();
    }

    /** A job execution of Spring Batch. {@code status} is Batch's: STARTED, COMPLETED, FAILED, STOPPED, ABANDONED, … */
    public record Attempt(
            long id,
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            List<StepNode> steps) {}

    /** A step as a whole, with its parts. */
    public record StepNode(Work work, List<Work> parts) {}

    /**
     * A step or a part of it, as it was worked on in one attempt.
     *
     * @param id of Batch's step execution
     * @param step key of the step
     * @param part null for the step as a whole
     * @param skipped items left out
     * @param rollbacks chunks that failed and were done again or given up
     * @param nodes who worked on it, in their order; more than one when it was taken over
     * @param trouble why it ended badly
     */
    public record Work(
            long id,
            String step,
            @Nullable String part,
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            long read,
            long written,
            long skipped,
            long rollbacks,
            List<String> nodes,
            @Nullable PartTrouble trouble) {

        public boolean isDone() {
            return status.equals("COMPLETED");
        }

        public boolean isRunning() {
            return status.equals("STARTED") || status.equals("STARTING") || status.equals("STOPPING");
        }

        public boolean hasFailed() {
            return status.equals("FAILED") || status.equals("UNKNOWN");
        }

        /** Taken up again after the first time: by another node, or by the same one later. */
        public int takeovers() {
            return Math.max(0, nodes.size() - 1);
        }

        public Optional<Duration> took() {
            return startedAt == null || endedAt == null
                    ? Optional.empty()
                    : Optional.of(Duration.between(startedAt, endedAt));
        }
    }

    /**
     * Why a part failed.
     *
     * @param words for people
     * @param detail the technical cause
     * @param item number of the window or span that was worked on; null when unknown
     */
    public record PartTrouble(
            String words, String detail, @Nullable Integer item) {}
}
