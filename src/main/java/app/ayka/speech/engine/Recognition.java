package app.ayka.speech.engine;

import java.util.List;

/**
 * What an engine heard in one window.
 *
 * @param language two letters, as asked for or as detected; empty when the engine does not say
 * @param segments by time, from the start of the sound that was given
 */
public record Recognition(String language, List<Segment> segments) {

    public Recognition {
        segments = List.copyOf(segments);
    }
}
