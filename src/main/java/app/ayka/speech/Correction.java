package app.ayka.speech;

import java.time.Instant;

/**
 * A human's edit of what a machine heard. Anchored in time ({@code startMs}, from the start of the recording) and in
 * what was there before, so that it survives a new run.
 */
public record Correction(
        CorrectionId id,
        Kind kind,
        long startMs,
        String speaker,
        String before,
        String after,
        Instant at,
        boolean undone) {

    /** What was corrected. */
    public enum Kind {
        TEXT,
        SPEAKER_NAME,
        SPEAKER_MERGE,
        SPEAKER_OF
    }
}
