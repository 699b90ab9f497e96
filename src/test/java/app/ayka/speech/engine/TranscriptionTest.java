package app.ayka.speech.engine;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.speech.engine.WindowTranscript.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptionTest {

    private static final Window WINDOW = new Window(
            7, new TimeRange(10_000, 20_000), List.of(new TimeRange(10_000, 13_000), new TimeRange(14_000, 20_000)));

    @Test
    void textMovesToItsPlaceInTheRecordingAndTheReceiptAddsUp() {
        WindowTranscript transcript =
                transcribe(new Segment(new TimeRange(0, 3_000), "hello there", List.of(), -0.2f, 0));
        assertThat(transcript.segments()).extracting(Segment::range).containsExactly(new TimeRange(10_000, 13_000));
        assertThat(transcript.speechMs()).isEqualTo(9_000);
        assertThat(transcript.transcribedMs()).isEqualTo(3_000);
        assertThat(transcript.dropped())
                .containsExactly(new WindowTranscript.Dropped(new TimeRange(14_000, 20_000), Reason.NO_TEXT));
    }

    @Test
    void wordsThatTheRecogniserItselfDoubtsAreDropped() {
        WindowTranscript transcript =
                transcribe(new Segment(new TimeRange(0, 10_000), "thank you for watching", List.of(), -1.2f, 0.8f));
        assertThat(transcript.segments()).isEmpty();
        assertThat(transcript.dropped())
                .extracting(WindowTranscript.Dropped::reason)
                .containsOnly(Reason.NOBODY_SPOKE);
        assertThat(transcript.droppedMs()).isEqualTo(transcript.speechMs());
    }

    @Test
    void aLoopIsDropped() {
        String loop = "and then ".repeat(12);
        WindowTranscript transcript = transcribe(new Segment(new TimeRange(0, 10_000), loop, List.of(), -0.1f, 0));
        assertThat(transcript.dropped())
                .extracting(WindowTranscript.Dropped::reason)
                .containsOnly(Reason.REPETITION);
    }

    @Test
    void whatPeopleRepeatStays() {
        WindowTranscript transcript =
                transcribe(new Segment(new TimeRange(0, 10_000), "no no no no yes", List.of(), -0.3f, 0.1f));
        assertThat(transcript.segments()).hasSize(1);
        assertThat(transcript.droppedMs()).isZero();
    }

    private static WindowTranscript transcribe(Segment... heard) {
        SpeechToText recogniser = new SpeechToText() {
            @Override
            public String engine() {
                return "fake";
            }

            @Override
            public String model() {
                return "fake";
            }

            @Override
            public long windowMs() {
                return 30_000;
            }

            @Override
            public Recognition recognise(float[] samples, RecognitionHints hints) {
                return new Recognition("en", List.of(heard));
            }
        };
        return Transcription.transcribe(recogniser, WINDOW, new float[160_000], RecognitionHints.NONE);
    }
}
