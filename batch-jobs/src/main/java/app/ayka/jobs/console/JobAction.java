package app.ayka.jobs.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What administrators do to a run. */
public enum JobAction {
    /** Ends it at its next safe point. */
    STOP,
    /** Lets a failed or stopped one go on where it ended. */
    RESTART,
    /** The same where parts failed: those that are done stay. */
    RERUN_PARTS,
    /** Leaves out the piece of sound at which it failed, and goes on. */
    SKIP_ITEM,
    /** Gives the work of a node that died to another at once. */
    RECOVER,
    /** Begins another run of the recording, from a step on and with other parameters. */
    NEW_RUN,
    /** Changes its place in the queue. */
    PRIORITY,
    /** Gives it up: it can never be restarted. */
    ABANDON;

    /** As on the command line and in tables: {@code rerun-parts}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<JobAction> of(String key) {
        return Arrays.stream(values())
                .filter(action -> action.key().equals(key))
                .findFirst();
    }
}
