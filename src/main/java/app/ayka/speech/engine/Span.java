package app.ayka.speech.engine;

import java.util.List;

/**
 * A part of a recording that is worked on at once: about ten minutes, cut at silences. The spans of a recording cover
 * it from 0 to its end without gaps.
 *
 * @param index from 0, by time
 * @param windows by time; empty where nobody speaks
 */
public record Span(int index, TimeRange range, List<Window> windows) {

    public Span {
        windows = List.copyOf(windows);
    }
}
