package app.ayka.recordings.capture;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;

/**
 * A recording was ended without its device. Published in the transaction that ends it.
 *
 * @param soundKept whether something of it had arrived, which is processed; else it is deleted until its device comes
 */
public record RecordingAbandoned(UserId owner, RecordingId recording, String title, boolean soundKept) {}
