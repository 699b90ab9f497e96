package app.ayka.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.speech.engine.AudioDecoding;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@AykaTest
class SampleConversationTest {

    @Autowired
    SampleConversation sample;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Transcripts transcripts;

    @Autowired
    Receipts receipts;

    @Autowired
    ObjectStore store;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void oneClickGivesAMarkedRecordingWithItsTranscriptAndARunFromLeads() {
        ActingUser.run(anna, () -> {
            var recording = sample.add();

            var details = recordings.details(recording).orElseThrow();
            assertThat(details.source()).isEqualTo(RecordingSource.SAMPLE);
            assertThat(details.ownerSpeaker()).isEqualTo("S1");
            assertThat(details.durationMs()).isEqualTo(85_469);
            assertThat(details.takes())
                    .singleElement()
                    .satisfies(take -> assertThat(take.decodedMs())
                            .isEqualTo(take.storedMs())
                            .isEqualTo(take.capturedMs())
                            .isEqualTo(85_469L));
            assertThat(details.runs())
                    .singleElement()
                    .satisfies(run -> assertThat(run.fromStep()).isEqualTo(Step.LEADS));
            var run = details.runs().getFirst().id();
            assertThat(details.currentRun()).isEqualTo(run);
            assertThat(runs.steps(run).subList(0, 3)).allMatch(step -> step.state() == StepState.SKIPPED);
            var receipt = receipts.of(run).orElseThrow();
            assertThat(receipt.capturedMs()).isEqualTo(receipt.decodedMs()).isEqualTo(85_469);
            assertThat(receipt.transcribedMs()).isEqualTo(receipt.speechMs()).isBetween(70_000L, 85_469L);
            var transcript = transcripts.of(run).orElseThrow();
            assertThat(transcript.utterances()).hasSize(12);
            assertThat(transcript.speakers()).extracting(Speaker::label).containsExactly("S1", "S2");
        });
    }

    @Test
    void everyWordLiesInItsUtteranceInOrder() {
        ActingUser.run(anna, () -> {
            var run = recordings.details(sample.add()).orElseThrow().runs().getFirst();

            assertThat(transcripts.of(run.id()).orElseThrow().utterances()).allSatisfy(utterance -> {
                assertThat(utterance.words().stream().map(Word::text).collect(Collectors.joining(" ")))
                        .isEqualTo(utterance.text());
                assertThat(utterance.words()).isSortedAccordingTo(Comparator.comparingLong(Word::startMs));
                assertThat(utterance.words())
                        .allMatch(word -> word.startMs() < word.endMs()
                                && word.startMs() >= utterance.startMs()
                                && word.endMs() <= utterance.endMs());
            });
        });
    }

    @Test
    void theSoundCanBePlayedAndDecodedAndIsAsLongAsItSays(@TempDir Path folder) throws Exception {
        var recording = ActingUser.call(anna, sample::add);
        var take = folder.resolve("take.m4a");
        assertThat(store.download(ObjectKeys.take(anna, recording.value(), 0, "m4a"), take))
                .isTrue();
        assertThat(store.head(ObjectKeys.play(anna, recording.value(), "m4a"))).isPresent();

        var decoded = new AudioDecoding().decode(take, folder.resolve("decoded"));

        assertThat((double) decoded.durationMs()).isCloseTo(85_469, within(100.0));
        try (var peaks = store.open(ObjectKeys.peaks(anna, recording.value())).orElseThrow()) {
            assertThat(peaks.readAllBytes())
                    .hasSizeBetween((int) Files.size(decoded.peaks()) - 10, (int) Files.size(decoded.peaks()) + 10);
        }
    }

    @Test
    void clicksInHasteGiveOneSample() {
        var added = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> ActingUser.call(anna, sample::add), Thread::startVirtualThread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .distinct()
                .toList();

        assertThat(added).hasSize(1);
        ActingUser.run(anna, () -> {
            assertThat(recordings.list("", 10)).hasSize(1);
            assertThat(runs.ofRecording(added.getFirst())).hasSize(1);
        });
    }

    @Test
    void aRemovedSampleCanBeBroughtAgain() {
        ActingUser.run(anna, () -> {
            RecordingId first = sample.add();
            assertThat(sample.find()).contains(first);
            recordings.delete(first);
            assertThat(sample.find()).isEmpty();

            assertThat(sample.add()).isNotEqualTo(first);
            assertThat(recordings.list("", 10)).hasSize(1);
        });
    }

    @Test
    void aSampleThatWasInterruptedGoesOn() {
        ActingUser.run(anna, () -> {
            var begun = recordings.create(new RecordingDraft(
                    "Hallway", RecordingSource.SAMPLE, Instant.parse("2026-03-12T10:40:00Z"), RunOptions.DEFAULT));

            assertThat(sample.add()).isEqualTo(begun);
            assertThat(runs.ofRecording(begun)).hasSize(1);
        });
    }

    @Test
    void othersHaveTheirOwn() {
        var mine = ActingUser.call(anna, sample::add);
        var ben = users.register("Ben");

        assertThat(ActingUser.call(ben, sample::find)).isEmpty();
        assertThat(ActingUser.call(ben, sample::add)).isNotEqualTo(mine);
    }
}
