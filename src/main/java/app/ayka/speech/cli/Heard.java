package app.ayka.speech.cli;

import app.ayka.speech.Utterance;
import app.ayka.speech.engine.SpeakerTurn;
import app.ayka.speech.engine.TimeRange;
import java.util.List;
import java.util.Map;

/**
 * All that was heard in one file.
 *
 * @param engine empty when only voices were told apart
 * @param gaps speech without text and sound that is missing, by time
 * @param timingNanos by phase, in the order in which they are shown
 */
record Heard(
        String file,
        long durationMs,
        String language,
        String engine,
        String model,
        List<Utterance> utterances,
        List<SpeakerTurn> turns,
        Coverage coverage,
        Map<String, Long> timingNanos) {

    /** The receipt: speech = transcribed + what the gaps of speech hold. */
    record Coverage(long capturedMs, long speechMs, long transcribedMs, List<Gap> gaps) {}

    /** @param cause in lower case with underscores */
    record Gap(TimeRange range, String cause) {}
}
