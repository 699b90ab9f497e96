package app.ayka.jobs;

import app.ayka.base.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work that comes again and again.
 *
 * @param every the pause between its end and its next beginning
 * @param next when it is due; null while it has never been queued
 * @param wanted somebody asked for it now, and it has not begun yet
 * @param trouble why it failed last; null when it went well
 * @param lastAction what somebody did with it last
 */
public record ScheduleState(
        String name,
        Duration every,
        @Nullable Instant next,
        boolean running,
        boolean paused,
        boolean wanted,
        @Nullable Instant lastStarted,
        @Nullable Instant lastEnded,
        @Nullable String lastNode,
        @Nullable String trouble,
        @Nullable Action lastAction) {

    /** What an administrator may do with a schedule. */
    public enum Kind {
        PAUSED,
        RESUMED,
        RUN_NOW
    }

    /** Who did what, when, and why. */
    public record Action(Kind kind, UserId by, String reason, Instant at) {}
}
