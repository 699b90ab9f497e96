package app.ayka.jobs.console;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run as the list of jobs shows it.
 *
 * @param reason a plain sentence about the state; null when there is nothing to say
 * @param detail its technical cause, without secrets
 * @param errorClass kind of the technical cause
 * @param attempts how often a worker began it or went on with it after an end
 * @param stopAsked it ends at its next safe point
 * @param priority an administrator's word about its place in the queue, 0 without one
 * @param abandonedAt given up by an administrator
 */
public record JobRecord(
        RunId run,
        UserId owner,
        RecordingId recording,
        @Nullable RunId parent,
        String job,
        RunState state,
        Step fromStep,
        Options options,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String errorClass,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int attempts,
        boolean stopAsked,
        int priority,
        @Nullable Instant abandonedAt) {

    /** What the run was asked to do differently; null means as configured, detected or unknown. */
    public record Options(
            @Nullable String engine,
            @Nullable String model,
            @Nullable String language,
            @Nullable Integer speakersMin,
            @Nullable Integer speakersMax) {}

    public boolean isRestartable() {
        return (state == RunState.FAILED || state == RunState.STOPPED) && abandonedAt == null;
    }
}
