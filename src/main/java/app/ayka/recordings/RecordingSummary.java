package app.ayka.recordings;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the recordings list.
 *
 * @param steps how far its current run is; empty when that is done
 */
public record RecordingSummary(
        RecordingId id,
        String title,
        RecordingSource source,
        RecordingState state,
        Instant recordedAt,
        @Nullable Long durationMs,
        @Nullable Run currentRun,
        List<StepProgress> steps,
        List<String> tags) {}
