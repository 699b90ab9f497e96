package app.ayka.recordings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a step is: {@code done} of {@code total} items (windows, spans, …); {@code total} is 0 until it is known. */
public record StepProgress(
        Step step,
        StepState state,
        int done,
        int total,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
