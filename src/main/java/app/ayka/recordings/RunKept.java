package app.ayka.recordings;

import app.ayka.base.UserId;

/** A run became the one whose results are shown. Published in the transaction in which it does. */
public record RunKept(UserId owner, RecordingId recording, RunId run) {}
