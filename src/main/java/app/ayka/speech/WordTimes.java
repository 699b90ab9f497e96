package app.ayka.speech;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The words of an utterance as the page gets them. An hour has ten thousand: two small numbers each, no names, and the
 * words themselves only where the text no longer has them.
 */
final class WordTimes {

    /** Below this probability a word is shown as unsure; 0..1. */
    private static final float UNSURE = 0.5f;

    private WordTimes() {}

    /**
     * Puts {@code times} (for each word the milliseconds since the end of the one before, the first: since the utterance's
     * start, and its length), {@code unsure} (places of words) and, where a correction changed the text, {@code heard}.
     * Puts nothing where no words were measured.
     */
    static void put(Utterance utterance, ObjectNode line) {
        if (utterance.words().isEmpty()) {
            return;
        }
        var times = line.putArray("times");
        var before = utterance.startMs();
        for (var word : utterance.words()) {
            times.add(word.startMs() - before).add(word.endMs() - word.startMs());
            before = word.endMs();
        }
        var heard = utterance.words().stream().map(WordTimes::text).toList();
        if (!heard.equals(List.of(utterance.text().strip().split("\\s+")))) {
            var words = line.putArray("heard");
            heard.forEach(words::add);
        }
        var unsure = line.putArray("unsure");
        for (int i = 0; i < utterance.words().size(); i++) {
            if (utterance.words().get(i).probability() < UNSURE) {
                unsure.add(i);
            }
        }
    }

    private static String text(Word word) {
        return word.text().strip();
    }
}
