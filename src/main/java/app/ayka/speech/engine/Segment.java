package app.ayka.speech.engine;

import app.ayka.speech.Word;
import java.util.List;

/**
 * A piece of text as a recogniser returns it, a sentence or less.
 *
 * @param range from the start of the recording (of the sound, inside an engine)
 * @param words by time; empty when the engine knows no words
 * @param averageLogProbability of its tokens, natural logarithm; 0 when the engine does not say
 * @param noSpeechProbability that nobody spoke, 0..1; NaN when the engine does not say
 */
public record Segment(
        TimeRange range, String text, List<Word> words, float averageLogProbability, float noSpeechProbability) {

    public Segment {
        words = List.copyOf(words);
    }

    Segment later(long ms) {
        return new Segment(
                new TimeRange(range.startMs() + ms, range.endMs() + ms),
                text,
                words.stream()
                        .map(word -> new Word(word.text(), word.startMs() + ms, word.endMs() + ms, word.probability()))
                        .toList(),
                averageLogProbability,
                noSpeechProbability);
    }
}
