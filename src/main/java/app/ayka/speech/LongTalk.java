package app.ayka.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A made-up talk of four speakers for measurements, the same every time: no sound has to be heard for it. */
final class LongTalk {

    private static final int WORDS = 12;
    private static final long TURN_MS = 4_320;
    private static final long WORD_MS = 340;

    private LongTalk() {}

    /** Turns one after the other until the time is over, twelve words each; one word in twenty is doubtful. */
    static List<Utterance> of(Duration length) {
        var random = new Random(5);
        var said = new ArrayList<Utterance>();
        for (long at = 0; at + TURN_MS <= length.toMillis(); at += TURN_MS) {
            var words = new ArrayList<Word>();
            for (int i = 0; i < WORDS; i++) {
                var start = at + WORD_MS * i;
                words.add(new Word(
                        "word" + random.nextInt(1_000), start, start + 300, random.nextInt(20) == 0 ? 0.3f : 0.9f));
            }
            var text = String.join(" ", words.stream().map(Word::text).toList());
            var number = said.size();
            said.add(new Utterance(number, "S" + (1 + number / 3 % 4), null, at, at + 4_040, text, 0.9f, words));
        }
        return said;
    }
}
