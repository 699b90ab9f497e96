package app.ayka.speech.engine;

import java.util.List;

/**
 * What came of one window. Its receipt adds up: the window's speech is what {@code segments} cover plus what was
 * dropped.
 *
 * @param window its index
 * @param language two letters; empty when unknown
 * @param segments by time, from the start of the recording
 * @param dropped by time; speech without text, and why
 * @param speechMs speech in the window
 * @param transcribedMs speech that became text
 */
public record WindowTranscript(
        int window, String language, List<Segment> segments, List<Dropped> dropped, long speechMs, long transcribedMs) {

    public WindowTranscript {
        segments = List.copyOf(segments);
        dropped = List.copyOf(dropped);
    }

    public long droppedMs() {
        return speechMs - transcribedMs;
    }

    /** Speech that became no text. */
    public record Dropped(TimeRange range, Reason reason) {}

    /** Why speech became no text. */
    public enum Reason {
        /** The recogniser returned nothing for it: noise that sounds like a voice, a murmur, a cough. */
        NO_TEXT,
        /** The recogniser returned words, but itself believed that nobody spoke. */
        NOBODY_SPOKE,
        /** The recogniser repeated itself, as it does in noise and music. */
        REPETITION,
        /** The words were guessed. */
        GUESSED,
        /** The sound is in quarantine: it ended the speech process. */
        QUARANTINED,
        /** An administrator left it out, since work on it did not end well. */
        LEFT_OUT
    }
}
