package app.ayka.recordings;

import app.ayka.base.UserId;

/** A recording went out of sight; it may still be restored. */
public record RecordingDeleted(UserId owner, RecordingId recording) {}
