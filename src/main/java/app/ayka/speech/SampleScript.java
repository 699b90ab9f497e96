package app.ayka.speech;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is said in the sample, from {@code sample/conversation.json}. Word times are the synthesiser's own, in
 * milliseconds from the start of the sound, end exclusive.
 */
record SampleScript(String title, String ownerSpeaker, long durationMs, List<Turn> utterances) {

    record Turn(String speaker, long startMs, long endMs, String text, List<SpokenWord> words) {}

    record SpokenWord(String w, long s, long e) {}

    static SampleScript read(JsonMapper json) {
        try (var in = SampleScript.class.getResourceAsStream("sample/conversation.json")) {
            return json.readValue(Objects.requireNonNull(in, "the sample is missing"), SampleScript.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the sample cannot be read", e);
        }
    }

    /** How long somebody speaks. */
    long speechMs() {
        return utterances.stream()
                .mapToLong(turn -> turn.endMs() - turn.startMs())
                .sum();
    }

    /** The turns as a recogniser would give them. Nobody guessed here, so words are certain. */
    List<Utterance> heard() {
        return IntStream.range(0, utterances.size())
                .mapToObj(number -> utterance(number, utterances.get(number)))
                .toList();
    }

    private static Utterance utterance(int number, Turn turn) {
        var words = turn.words().stream()
                .map(word -> new Word(word.w(), word.s(), word.e(), 1))
                .toList();
        return new Utterance(number, turn.speaker(), null, turn.startMs(), turn.endMs(), turn.text(), null, words);
    }
}
