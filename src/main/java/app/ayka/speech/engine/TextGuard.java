package app.ayka.speech.engine;

import app.ayka.speech.engine.WindowTranscript.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Recognises text that nobody said: what recognisers write on silence, noise and music. */
final class TextGuard {

    /** As in OpenAI's reference decoder: nobody spoke, and the words are unlikely too. */
    private static final float NO_SPEECH = 0.6f;

    private static final float UNLIKELY = -1.0f;

    /** Below this a word was drawn by lot. */
    private static final float GUESSED = -1.8f;

    /** From so many words on, their variety tells. */
    private static final int WORDS_THAT_TELL = 10;

    /** Bits a word; ordinary speech of ten words has more than three, a loop of two words one. */
    private static final double LEAST_ENTROPY = 2.0;

    /** Nobody says more than so many words a second. */
    private static final double MOST_WORDS_A_SECOND = 9;

    private TextGuard() {}

    /** Why {@code segment} is not to be believed; empty when it is. */
    static Optional<Reason> objection(Segment segment) {
        List<String> words = Arrays.stream(
                        segment.text().toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return Optional.of(Reason.NO_TEXT);
        }
        if (segment.noSpeechProbability() > NO_SPEECH && segment.averageLogProbability() < UNLIKELY) {
            return Optional.of(Reason.NOBODY_SPOKE);
        }
        if (segment.averageLogProbability() < GUESSED) {
            return Optional.of(Reason.GUESSED);
        }
        if (repeats(words) || tooFast(words, segment.range())) {
            return Optional.of(Reason.REPETITION);
        }
        return Optional.empty();
    }

    private static boolean repeats(List<String> words) {
        if (words.size() < WORDS_THAT_TELL) {
            return false;
        }
        Map<String, Integer> counts = new HashMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        double entropy = 0;
        for (int count : counts.values()) {
            double share = (double) count / words.size();
            entropy -= share * Math.log(share) / Math.log(2);
        }
        return entropy < LEAST_ENTROPY;
    }

    private static boolean tooFast(List<String> words, TimeRange range) {
        return words.size() >= WORDS_THAT_TELL && words.size() > MOST_WORDS_A_SECOND * range.lengthMs() / 1000.0;
    }
}
