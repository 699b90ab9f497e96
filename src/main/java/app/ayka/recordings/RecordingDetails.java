package app.ayka.recordings;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recording with its takes, gaps, and runs (newest first). */
public record RecordingDetails(
        RecordingId id,
        String title,
        RecordingSource source,
        RecordingState state,
        Instant recordedAt,
        @Nullable Instant sealedAt,
        @Nullable Long durationMs,
        @Nullable String ownerSpeaker,
        @Nullable RunId currentRun,
        List<Take> takes,
        List<Gap> gaps,
        List<Run> runs,
        int version) {}
