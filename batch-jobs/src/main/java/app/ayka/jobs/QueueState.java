package app.ayka.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sort of work in a queue.
 *
 * @param waiting for a free slot
 * @param later waits for a time, or for something that people have to provide
 * @param oldest since when the one has waited that has waited longest; null when nothing waits
 */
public record QueueState(
        Sort sort,
        int waiting,
        int running,
        int later,
        @Nullable Instant oldest) {

    /** In the order in which they are shown. */
    public enum Sort {
        RECORDINGS,
        BULK,
        PARTS_CPU,
        PARTS_GPU,
        ERRANDS
    }
}
