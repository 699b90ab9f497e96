package app.ayka.speech.engine;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.speech.Utterance;
import app.ayka.speech.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class UtterancesTest {

    private static final List<SpeakerTurn> TURNS =
            List.of(new SpeakerTurn("S1", new TimeRange(0, 2_000)), new SpeakerTurn("S2", new TimeRange(2_000, 5_000)));

    @Test
    void aChangeOfSpeakersEndsAnUtterance() {
        Segment segment = segment(word("Hi", 0, 500), word("there.", 600, 1_500), word("Hello", 2_100, 2_800));
        List<Utterance> utterances = Utterances.assemble(List.of(segment), TURNS);
        assertThat(utterances).extracting(Utterance::speaker).containsExactly("S1", "S2");
        assertThat(utterances).extracting(Utterance::text).containsExactly("Hi there.", "Hello");
    }

    @Test
    void oneStrayWordDoesNotTearASentenceApart() {
        Segment segment = segment(
                word("a", 1_500, 1_800), word("b", 1_800, 1_990), word("c", 1_995, 2_100), word("d", 2_100, 2_200));
        List<SpeakerTurn> turns = List.of(
                new SpeakerTurn("S1", new TimeRange(0, 1_800)),
                new SpeakerTurn("S2", new TimeRange(1_800, 1_990)),
                new SpeakerTurn("S1", new TimeRange(1_990, 5_000)));
        assertThat(Utterances.assemble(List.of(segment), turns)).hasSize(1);
    }

    @Test
    void textWithoutWordsIsSpreadOverItsSegment() {
        Segment segment = new Segment(new TimeRange(1_000, 3_000), "aaaa bb cc", List.of(), -0.1f, 0);
        Utterance utterance = Utterances.assemble(List.of(segment), List.of()).getFirst();
        assertThat(utterance.words()).extracting(Word::startMs).containsExactly(1_000L, 2_000L, 2_500L);
        assertThat(utterance.endMs()).isEqualTo(3_000);
    }

    private static Segment segment(Word... words) {
        return new Segment(
                new TimeRange(words[0].startMs(), words[words.length - 1].endMs()), "", List.of(words), -0.1f, 0);
    }

    private static Word word(String text, long start, long end) {
        return new Word(text, start, end, 0.9f);
    }
}
