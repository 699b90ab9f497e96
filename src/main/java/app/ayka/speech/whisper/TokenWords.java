package app.ayka.speech.whisper;

import app.ayka.speech.Word;
import app.ayka.speech.engine.Segment;
import app.ayka.speech.engine.TimeRange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts Whisper's tokens together into words. A word begins at a token that begins with a space; a token may hold part of
 * a character, so bytes are joined before they are read. Times are kept inside the segment and in order.
 */
final class TokenWords {

    private final TimeRange range;
    private final List<Word> words = new ArrayList<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private long startMs;
    private long endMs;
    private double probabilities;
    private double logProbabilities;
    private int tokensInWord;
    private int tokens;

    TokenWords(TimeRange range) {
        this.range = range;
        this.endMs = range.startMs();
    }

    void add(byte[] bytes, long tokenStartMs, long tokenEndMs, float probability, float logProbability) {
        if (bytes.length > 0 && bytes[0] == ' ') {
            closeWord();
        }
        if (tokensInWord == 0) {
            startMs = Math.clamp(tokenStartMs, lastEndMs(), range.endMs());
        }
        endMs = Math.clamp(tokenEndMs, startMs, range.endMs());
        text.writeBytes(bytes);
        all.writeBytes(bytes);
        probabilities += probability;
        logProbabilities += logProbability;
        tokensInWord++;
        tokens++;
    }

    /** The segment; empty when it has no text. */
    Optional<Segment> segment() {
        closeWord();
        String whole = all.toString(StandardCharsets.UTF_8).strip();
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Segment(range, whole, words, (float) (logProbabilities / tokens), Float.NaN));
    }

    private void closeWord() {
        String word = text.toString(StandardCharsets.UTF_8).strip();
        if (!word.isEmpty()) {
            words.add(new Word(word, startMs, endMs, (float) (probabilities / tokensInWord)));
        }
        text.reset();
        tokensInWord = 0;
        probabilities = 0;
    }

    private long lastEndMs() {
        return words.isEmpty() ? range.startMs() : words.getLast().endMs();
    }
}
