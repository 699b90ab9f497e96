package app.ayka.recordings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account of every second: captured = stored = decoded (±100 ms a take), speech = transcribed + dropped. Null until
 * the step that knows has run.
 */
public record Receipt(
        long capturedMs,
        long storedMs,
        long decodedMs,
        @Nullable Long speechMs,
        @Nullable Long transcribedMs,
        List<Dropped> dropped,
        List<Gap> gaps) {

    /** Speech that gave no text, and why. Milliseconds from the start of the recording, end exclusive. */
    public record Dropped(long startMs, long endMs, String reason) {}
}
