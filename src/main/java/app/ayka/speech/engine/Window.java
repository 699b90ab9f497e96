package app.ayka.speech.engine;

import java.util.List;

/**
 * What a recogniser gets at once. Windows do not overlap, and every millisecond of speech lies in exactly one.
 *
 * @param index from 0 within the recording, by time
 * @param range from the first speech to the last
 * @param speech the speech in it, by time
 */
public record Window(int index, TimeRange range, List<TimeRange> speech) {

    public Window {
        speech = List.copyOf(speech);
    }
}
