package app.ayka.recordings;

import app.ayka.base.UserId;

/**
 * A run came to its end, for good or until somebody restarts it. Published in the transaction that says so, again when a
 * killed job says it again.
 *
 * @param state a final one
 * @param reason a plain sentence, or empty
 */
public record RunEnded(UserId owner, RecordingId recording, RunId run, RunState state, String reason) {}
