package app.ayka.speech.imports;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.speech.imports.WrittenTranscript.Turn;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TranscriptFormatsTest {

    private final Problems problems = new Problems();

    @Test
    void aVoiceTagNamesTheSpeakerAndNotesAreSkipped() {
        var written = SubtitleTranscript.parse("""
                WEBVTT - hall

                NOTE made by hand
                over two lines

                STYLE
                ::cue { color: red }

                intro
                00:01.000 --> 00:04.500 align:start
                <v.loud Anna Lind>Hello &amp; welcome,
                <i>Ben</i>!</v>

                01:00:04.500 --> 01:00:06.000
                and so on
                """, problems);
        assertThat(problems.list()).isEmpty();
        assertThat(written.turns())
                .containsExactly(
                        new Turn("Anna Lind", 1000, 4500, "Hello & welcome, Ben!"),
                        new Turn("Anna Lind", 3_604_500, 3_606_000, "and so on"));
    }

    @Test
    void subRipHasNamesBeforeColons() {
        var written = SubtitleTranscript.parse("""
                1
                00:00:01,000 --> 00:00:02,250
                Anna: We need a rota tool.

                2
                00:00:02,250 --> 00:00:05,000
                Ben: At 10:30 then: yes.
                """, problems);
        assertThat(problems.list()).isEmpty();
        assertThat(written.turns())
                .containsExactly(
                        new Turn("Anna", 1000, 2250, "We need a rota tool."),
                        new Turn("Ben", 2250, 5000, "At 10:30 then: yes."));
    }

    @Test
    void wrongTimesAreNamedByLine() {
        SubtitleTranscript.parse("""
                1
                00:00:01,000 -> 00:00:02,000
                Anna: hello

                2
                00:00:09,000 --> 00:00:02,000
                Ben: hello

                3
                0:9 --> 10
                Ben: hello
                """, problems);
        assertThat(problems.list()).extracting(ImportProblem::line).containsExactly(1, 6, 10);
        assertThat(problems.list().get(1).message()).isEqualTo("The end lies before the start.");
    }

    @Test
    void plainLinesGoOnUntilTheNextName() {
        var written = PlainTranscript.parse("""
                Anna: one two
                three four

                Dr. Ben O'Neil: five
                see http://example.org/x
                """, problems);
        assertThat(problems.list()).isEmpty();
        assertThat(written.turns())
                .containsExactly(
                        new Turn("Anna", 0, 1600, "one two three four"),
                        new Turn("Dr. Ben O'Neil", 1600, 2800, "five see http://example.org/x"));
    }

    @Test
    void timesBeforeNamesAreKept() {
        var written =
                PlainTranscript.parse("[00:00:10] Anna: hello there\n(1:02) Ben: hi\n1:03:00 **Anna**: bye", problems);
        assertThat(written.turns()).extracting(Turn::startMs).containsExactly(10_000L, 62_000L, 3_780_000L);
        assertThat(written.turns()).extracting(Turn::speaker).containsExactly("Anna", "Ben", "Anna");
    }

    @Test
    void textBeforeAnyNameIsNamedByLine() {
        PlainTranscript.parse("\nMinutes of the meeting\nAnna: hello", problems);
        assertThat(problems.list()).extracting(ImportProblem::line).containsExactly(2);
    }

    @Test
    void ownJsonKeepsWordsAndFacts() {
        var written = JsonTranscript.parse("""
                {"title":"Fair","recorded_at":"2026-05-06T11:30:00Z","owner_speaker":"S2","utterances":[
                 {"speaker":"S1","start":0.4,"end":1.25,"text":"Hi","words":[{"w":"Hi","start":0.4,"end":1.25,"p":0.9}]}]}""", JsonMapper.shared(), problems);
        assertThat(problems.list()).isEmpty();
        assertThat(written.title()).isEqualTo("Fair");
        assertThat(written.ownerSpeaker()).isEqualTo("S2");
        assertThat(written.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.startMs()).isEqualTo(400);
            assertThat(turn.endMs()).isEqualTo(1250);
            assertThat(turn.words()).hasSize(1);
        });
    }

    @Test
    void brokenJsonIsNamedByLineAndWrongUtterancesByNumber() {
        JsonTranscript.parse("{\n\"utterances\": [\n oops", JsonMapper.shared(), problems);
        assertThat(problems.list()).extracting(ImportProblem::line).containsExactly(3);
        var more = new Problems();
        JsonTranscript.parse("""
                {"utterances":[{"text":"a","start":1,"end":0},{"start":0,"end":1},7,{"text":"b","start":1e300,"end":1e301}]}""", JsonMapper.shared(), more);
        assertThat(more.list())
                .extracting(ImportProblem::message)
                .hasSize(4)
                .allMatch(text -> text.startsWith("Utterance "));
    }

    @Test
    void textIsReadWhateverTheLineEndsAndMarks() {
        assertThat(FileText.of("\uFEFFAnna: a\r\nBen: b\rAnna: \u0007c".getBytes(StandardCharsets.UTF_8)))
                .contains("Anna: a\nBen: b\nAnna: c");
        assertThat(FileText.of("\uFEFFAnna: ü".getBytes(StandardCharsets.UTF_16LE)))
                .contains("Anna: ü");
        assertThat(FileText.of(new byte[] {(byte) 0xff, 0, 1})).isEmpty();
        assertThat(FileText.of(new byte[] {'a', 0, 'b'})).isEmpty();
    }
}
