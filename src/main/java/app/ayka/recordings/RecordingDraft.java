package app.ayka.recordings;

import java.time.Instant;

/** A recording about to be created. */
public record RecordingDraft(String title, RecordingSource source, Instant recordedAt, RunOptions options) {}
