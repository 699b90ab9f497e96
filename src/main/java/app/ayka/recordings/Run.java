package app.ayka.recordings;

import app.ayka.base.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One processing of a recording (ADR-0005). {@code reason} is a plain sentence for people, {@code reasonDetail} the
 * technical cause. One that an administrator gave up ({@code abandonedAt}) is never restarted.
 */
public record Run(
        RunId id,
        UserId owner,
        RecordingId recording,
        @Nullable RunId parent,
        Step fromStep,
        int pipelineVersion,
        RunOptions options,
        RunState state,
        @Nullable String reason,
        @Nullable String reasonDetail,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant abandonedAt) {

    /** Goes on where it ended when somebody restarts it. */
    public boolean canRestart() {
        return (state == RunState.FAILED || state == RunState.STOPPED) && abandonedAt == null;
    }
}
