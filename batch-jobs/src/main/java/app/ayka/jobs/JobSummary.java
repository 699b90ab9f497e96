package app.ayka.jobs;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run in the list of jobs. Recording and state are null when the recording was erased since; {@code reason} is a
 * plain sentence, {@code detail} its technical cause.
 */
public record JobSummary(
        RunId run,
        UserId owner,
        @Nullable RecordingId recording,
        @Nullable RunState state,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
