package app.ayka.recordings;

import java.time.Instant;

/**
 * A moment of a recording that somebody called important.
 *
 * @param atMs milliseconds from the start of the recording
 * @param at when it was set, by the clock of whatever set it
 * @param label why, in the user's words; may be empty
 */
public record Mark(MarkId id, long atMs, Instant at, String label) {}
