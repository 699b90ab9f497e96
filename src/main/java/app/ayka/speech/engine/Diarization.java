package app.ayka.speech.engine;

import app.ayka.speech.voices.Turns;
import app.ayka.speech.voices.VoicesOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Tells voices apart: first each span on its own, in the speech process, then the whole recording at once. Needs no model
 * from outside; better with the pyannote segmentation model.
 */
public final class Diarization {

    /** As the catalogue calls its file. */
    private static final String SEGMENTATION = "pyannote-segmentation-3.0.int8.onnx";

    private final Models models;
    private final SpeechEngines engines;
    private final VoiceActivity activity;

    public Diarization(Models models, SpeechEngines engines, VoiceActivity activity) {
        this.models = models;
        this.engines = engines;
        this.activity = activity;
    }

    /**
     * Finds the voices of one span; none when its sound is in quarantine. Takes about a second for thirty of sound; never
     * call it inside a database transaction.
     *
     * @param samples of the whole span
     * @throws SpeechException when there is no answer; its kind tells what to do
     */
    public SpanVoices separate(Span span, float[] samples) {
        List<TimeRange> speech = activity.tight(samples, span.range().startMs());
        if (speech.isEmpty()) {
            return nothing(span);
        }
        VoicesOrder order = new VoicesOrder(
                segmentation().map(Path::toString).orElse(""),
                "",
                engines.threads(),
                span.index(),
                span.range(),
                speech,
                samples);
        try {
            return engines.separate(order.bytes());
        } catch (SpeechException e) {
            if (e.kind() == SpeechException.Kind.QUARANTINED) {
                return nothing(span);
            }
            throw e;
        }
    }

    /** The voices of a span that nobody is to tell apart: none. */
    public static SpanVoices nothing(Span span) {
        return new SpanVoices(span.index(), span.range(), List.of(), List.of(), 0, List.of());
    }

    /**
     * Joins the voices of all spans of a recording.
     *
     * @param spans by time
     * @return by start; empty when nobody speaks
     */
    public static List<SpeakerTurn> cluster(List<SpanVoices> spans, SpeakersHint hint) {
        return Turns.of(spans, hint);
    }

    private Optional<Path> segmentation() {
        return models.file(SEGMENTATION).map(Path::toAbsolutePath);
    }
}
