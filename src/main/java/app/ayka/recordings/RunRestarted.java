package app.ayka.recordings;

import app.ayka.base.UserId;

/** Somebody queued a run again that had failed or was stopped. Published in the transaction that does. */
public record RunRestarted(UserId owner, RecordingId recording, RunId run) {}
