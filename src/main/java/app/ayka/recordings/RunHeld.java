package app.ayka.recordings;

import app.ayka.base.UserId;

/**
 * A run goes on only once somebody provides what is missing, such as a model. Published in the transaction that says so,
 * possibly several times.
 */
public record RunHeld(UserId owner, RecordingId recording, RunId run, String reason) {}
