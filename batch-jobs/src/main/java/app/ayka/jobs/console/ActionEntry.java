package app.ayka.jobs.console;

import app.ayka.base.UserId;
import app.ayka.recordings.RunId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action as it is kept.
 *
 * @param who an administrator's id, or the command line with the name of its machine's user
 * @param bulk what was done together has the same; null when it was done alone
 * @param outcome ASKED, BEGUN (and, when old, cut off by the end of its node), DONE, REFUSED or FAILED
 */
public record ActionEntry(
        UUID id,
        Instant at,
        String who,
        JobAction action,
        RunId run,
        String reason,
        Map<String, String> parameters,
        @Nullable UUID bulk,
        String outcome,
        String words,
        @Nullable RunId newRun,
        @Nullable Instant endedAt) {

    /** The administrator; empty for the command line. */
    public Optional<UserId> administrator() {
        try {
            return Optional.of(UserId.of(who));
        } catch (IllegalArgumentException commandLine) {
            return Optional.empty();
        }
    }
}
