package app.ayka.speech;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/**
 * The words of an utterance as the page gets them. An hour has ten thousand: two small numbers each, no names, and the
 * words themselves only where the text no longer has them.
 */
final class WordTimes {

    /** Below this probability a word is shown as unsure; 0..1. */
    private static final float UNSURE = 0.5f;

    private static final Pattern BLANK = Pattern.compile("\\s+");

    private WordTimes() {}

    /**
     * Writes {@code times} (for each word the milliseconds since the end of the one before, the first: since the utterance's
     * start, and its length), {@code unsure} (places of words) and, where a correction changed the text, {@code heard}.
     * Writes nothing where no words were measured.
     */
    static void write(Utterance utterance, JsonGenerator line) {
        if (utterance.words().isEmpty()) {
            return;
        }
        line.writeArrayPropertyStart("times");
        var before = utterance.startMs();
        for (var word : utterance.words()) {
            line.writeNumber(word.startMs() - before).writeNumber(word.endMs() - word.startMs());
            before = word.endMs();
        }
        line.writeEndArray();
        var heard = utterance.words().stream().map(WordTimes::text).toList();
        if (!heard.equals(List.of(BLANK.split(utterance.text().strip())))) {
            line.writeArrayPropertyStart("heard");
            heard.forEach(line::writeString);
            line.writeEndArray();
        }
        line.writeArrayPropertyStart("unsure");
        for (int i = 0; i < utterance.words().size(); i++) {
            if (utterance.words().get(i).probability() < UNSURE) {
                line.writeNumber(i);
            }
        }
        line.writeEndArray();
    }

    private static String text(Word word) {
        return word.text().strip();
    }
}
