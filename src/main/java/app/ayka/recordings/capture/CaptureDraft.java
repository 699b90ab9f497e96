package app.ayka.recordings.capture;

import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import java.time.Instant;

/**
 * A recording that a device is about to send, or goes on sending. The device chose the id, so that recording can start
 * before the server is asked.
 */
public record CaptureDraft(
        RecordingId id, RecordingSource source, String title, Instant recordedAt, ConsentNote consent) {}
