package app.ayka.speech.engine;

import app.ayka.speech.engine.WindowTranscript.Dropped;
import app.ayka.speech.engine.WindowTranscript.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Transcribes windows with any recogniser, and accounts for every millisecond of speech in them. */
public final class Transcription {

    /** Speech this close to text belongs to it: recognisers place their segments no better. */
    private static final long SLACK_MS = 600;

    private Transcription() {}

    /**
     * Transcribes one window. Same sound, same recogniser, same result. All speech of a window whose sound is in quarantine
     * is dropped, for that reason.
     *
     * @param samples the window's sound, from the start of its range
     * @throws SpeechException as {@link SpeechToText#recognise}
     */
    public static WindowTranscript transcribe(
            SpeechToText recogniser, Window window, float[] samples, RecognitionHints hints) {
        Recognition recognition;
        try {
            recognition = recogniser.recognise(samples, hints);
        } catch (SpeechException e) {
            if (e.kind() == SpeechException.Kind.QUARANTINED) {
                return unheard(window, Reason.QUARANTINED);
            }
            throw e;
        }
        List<Segment> kept = new ArrayList<>();
        List<Dropped> objections = new ArrayList<>();
        for (Segment heard : recognition.segments()) {
            Segment segment = heard.later(window.range().startMs());
            Optional<Reason> objection = TextGuard.objection(segment);
            if (objection.isPresent()) {
                objections.add(new Dropped(segment.range(), objection.get()));
            } else {
                kept.add(segment);
            }
        }
        return receipt(window, recognition.language(), kept, objections);
    }

    /** What comes of a window that is not heard: all of its speech is dropped for that reason. */
    public static WindowTranscript unheard(Window window, Reason reason) {
        return receipt(window, "", List.of(), List.of(new Dropped(window.range(), reason)));
    }

    private static WindowTranscript receipt(
            Window window, String language, List<Segment> kept, List<Dropped> objections) {
        List<TimeRange> text = TimeRange.union(kept.stream().map(Segment::range).toList(), 2 * SLACK_MS);
        List<Dropped> dropped = new ArrayList<>();
        for (TimeRange speech : window.speech()) {
            for (TimeRange silent : without(speech, text)) {
                dropped.add(new Dropped(silent, reason(silent, objections)));
            }
        }
        long speechMs = TimeRange.totalMs(window.speech());
        long droppedMs =
                dropped.stream().mapToLong(part -> part.range().lengthMs()).sum();
        return new WindowTranscript(window.index(), language, kept, dropped, speechMs, speechMs - droppedMs);
    }

    /** The parts of {@code speech} that no text covers, crumbs beside text not counted. */
    private static List<TimeRange> without(TimeRange speech, List<TimeRange> text) {
        List<TimeRange> left = new ArrayList<>();
        long at = speech.startMs();
        for (TimeRange covered : speech.cut(text)) {
            if (covered.startMs() - at > SLACK_MS) {
                left.add(new TimeRange(at, covered.startMs()));
            }
            at = covered.endMs();
        }
        boolean besideText = at > speech.startMs() || text.stream().anyMatch(range -> near(range, speech));
        if (speech.endMs() - at > (besideText ? SLACK_MS : 0)) {
            left.add(new TimeRange(at, speech.endMs()));
        }
        return left;
    }

    private static boolean near(TimeRange a, TimeRange b) {
        return a.startMs() - b.endMs() <= SLACK_MS && b.startMs() - a.endMs() <= SLACK_MS;
    }

    private static Reason reason(TimeRange silent, List<Dropped> objections) {
        return objections.stream()
                .filter(objection -> objection.range().overlapMs(silent) > 0)
                .findFirst()
                .map(Dropped::reason)
                .orElse(Reason.NO_TEXT);
    }
}
