package app.ayka.speech;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AykaTest
class TranscriptsTest {

    @Autowired
    Transcripts transcripts;

    @Autowired
    Corrections corrections;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void savingTwiceStoresOnce() {
        withARun((recording, run) -> {
            transcripts.save(
                    run, recording, List.of(said(0, "S1", 0, 900, "Hello there"), said(1, "S2", 900, 2000, "Hi")));
            transcripts.save(
                    run, recording, List.of(said(0, "S1", 0, 900, "Hello there"), said(1, "S2", 900, 2000, "Hi")));

            var transcript = transcripts.of(run).orElseThrow();
            assertThat(transcript.utterances()).extracting(Utterance::text).containsExactly("Hello there", "Hi");
            assertThat(transcript.utterances().getFirst().words()).containsExactly(new Word("Hello", 0, 400, 0.9f));
        });
    }

    @Test
    void aNameAndATextOutliveARunThatDealsTheLabelsAnew() {
        withARun((recording, run) -> {
            transcripts.save(
                    run, recording, List.of(said(0, "S1", 0, 900, "Ferro stack"), said(1, "S2", 900, 2000, "Hi")));
            corrections.nameSpeaker(recording, "S1", 100, "S1", "Deepak");
            corrections.text(recording, 100, "Ferro stack", "Ferrostack");

            var again = runs.start(recording, run, Step.TRANSCRIBE, RunOptions.DEFAULT);
            transcripts.save(
                    again, recording, List.of(said(0, "S2", 0, 950, "Pharaoh stack"), said(1, "S1", 950, 2000, "Hi")));

            var transcript = transcripts.of(again).orElseThrow();
            assertThat(transcript.utterances().getFirst().text()).isEqualTo("Ferrostack");
            assertThat(transcript.speakers())
                    .extracting(Speaker::label, Speaker::name)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("S2", "Deepak"),
                            org.assertj.core.groups.Tuple.tuple("S1", "S1"));
        });
    }

    @Test
    void anUndoneCorrectionNoLongerShows() {
        withARun((recording, run) -> {
            transcripts.save(run, recording, List.of(said(0, "S1", 0, 900, "Hello")));
            var correction = corrections.nameSpeaker(recording, "S1", 100, "S1", "Deepak");
            corrections.undo(recording, correction);

            assertThat(transcripts.of(run).orElseThrow().speakers().getFirst().name())
                    .isEqualTo("S1");
            assertThat(corrections.of(recording)).singleElement().matches(Correction::undone);
        });
    }

    @Test
    void aRunThatStartsAfterTheVoicesShowsItsParentsTranscript() {
        withARun((recording, run) -> {
            transcripts.save(run, recording, List.of(said(0, "S1", 0, 900, "Hello")));
            var later = runs.start(recording, run, Step.LEADS, RunOptions.DEFAULT);

            assertThat(transcripts.of(later).orElseThrow().utterances())
                    .extracting(Utterance::text)
                    .containsExactly("Hello");
        });
    }

    @Test
    void anOutlineSaysWhatTheTranscriptSaysAndChangesWithIt() {
        withARun((recording, run) -> {
            transcripts.save(
                    run,
                    recording,
                    List.of(
                            said(0, "S2", 0, 900, "Ferro stack"),
                            said(1, "S1", 900, 2000, "Hi"),
                            said(2, "S2", 2000, 2500, "Good")));
            var before = outlineAsTheTranscript(run);
            assertThat(before.speakers()).containsExactly(new Speaker("S2", "S2", 1400), new Speaker("S1", "S1", 1100));
            assertThat(outlineAsTheTranscript(run)).isEqualTo(before);

            corrections.nameSpeaker(recording, "S2", 2100, "S2", "Deepak");
            corrections.nameSpeaker(recording, "S1", 60_000, "S1", "Nobody speaks then");
            var named = outlineAsTheTranscript(run);
            assertThat(named.speakers()).extracting(Speaker::name).containsExactly("Deepak", "Nobody speaks then");

            var text = corrections.text(recording, 100, "Ferro stack", "Ferrostack");
            var corrected = outlineAsTheTranscript(run);
            assertThat(corrected.content()).isNotEqualTo(named.content());
            corrections.undo(recording, text);
            assertThat(outlineAsTheTranscript(run)).isEqualTo(named);

            transcripts.save(
                    run,
                    recording,
                    List.of(
                            said(0, "S2", 0, 900, "Ferro stuck"),
                            said(1, "S1", 900, 2000, "Hi"),
                            said(2, "S2", 2000, 2500, "Good")));
            assertThat(outlineAsTheTranscript(run).content()).isNotEqualTo(named.content());

            var later = runs.start(recording, run, Step.LEADS, RunOptions.DEFAULT);
            assertThat(outlineAsTheTranscript(later).run()).isEqualTo(later);
            assertThat(outlineAsTheTranscript(runs.start(recording, null, Step.PREPARE, RunOptions.DEFAULT)))
                    .extracting(TranscriptOutline::utterances)
                    .isEqualTo(0);
        });
    }

    private TranscriptOutline outlineAsTheTranscript(RunId run) {
        var outline = transcripts.outline(run).orElseThrow();
        var transcript = transcripts.of(run).orElseThrow();
        assertThat(outline.run()).isEqualTo(transcript.run());
        assertThat(outline.speakers()).isEqualTo(transcript.speakers());
        assertThat(outline.utterances()).isEqualTo(transcript.utterances().size());
        return outline;
    }

    private void withARun(BiConsumer<RecordingId, RunId> test) {
        ActingUser.run(anna, () -> {
            var recording = recordings.create(new RecordingDraft(
                    "Hallway", RecordingSource.CAPTURE, Instant.parse("2026-03-12T10:40:00Z"), RunOptions.DEFAULT));
            test.accept(recording, runs.start(recording, null, Step.PREPARE, RunOptions.DEFAULT));
        });
    }

    private static Utterance said(int number, String speaker, long startMs, long endMs, String text) {
        var first = text.split(" ")[0];
        return new Utterance(
                number,
                speaker,
                null,
                startMs,
                endMs,
                text,
                null,
                List.of(new Word(first, startMs, startMs + 400, 0.9f)));
    }
}
