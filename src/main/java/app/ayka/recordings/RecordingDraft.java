package app.ayka.recordings;

import app.ayka.base.PlainText;
import java.time.Instant;

/** A recording about to be created. */
public record RecordingDraft(String title, RecordingSource source, Instant recordedAt, RunOptions options) {

    public RecordingDraft {
        title = PlainText.line(title, Recordings.MAX_TITLE);
    }
}
