package app.ayka.speech;

import app.ayka.recordings.Receipt;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.engine.AudioDecoding;
import app.ayka.speech.engine.Diarization;
import app.ayka.speech.engine.Span;
import app.ayka.speech.engine.SpanVoices;
import app.ayka.speech.engine.SpeakersHint;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.Utterances;
import app.ayka.speech.engine.WindowTranscript;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells voices apart, span by span, then makes of what was heard the transcript that people read. Separating touches no
 * database; saving and joining replace what was there, so both may be done again after a crash.
 */
@Service
public class SeparateVoices {

    private final Runs runs;
    private final Recognisers recognisers;
    private final ObjectProvider<Diarization> diarization;
    private final AudioDecoding decoding;
    private final LocalSound sounds;
    private final SpeechRows rows;
    private final SkippedSound skipped;
    private final Transcripts transcripts;
    private final Receipts receipts;

    SeparateVoices(
            Runs runs,
            Recognisers recognisers,
            ObjectProvider<Diarization> diarization,
            AudioDecoding decoding,
            LocalSound sounds,
            SpeechRows rows,
            SkippedSound skipped,
            Transcripts transcripts,
            Receipts receipts) {
        this.runs = runs;
        this.recognisers = recognisers;
        this.diarization = diarization;
        this.decoding = decoding;
        this.sounds = sounds;
        this.rows = rows;
        this.skipped = skipped;
        this.transcripts = transcripts;
        this.receipts = receipts;
    }

    /** A span with its windows. */
    @Transactional(readOnly = true)
    public Span span(RunId run, int number) {
        return rows.span(run, number);
    }

    /**
     * Finds the voices of one span. A span whose sound is in quarantine, or that was left out, has none; the others go on.
     *
     * @throws SpeechException when there is no answer
     */
    public SpanVoices separate(Run run, Span span) {
        if (recognisers.hearsNothing(run) || skipped.isSkipped(run.id(), Step.VOICES, span.index())) {
            return Diarization.nothing(span);
        }
        var samples = sounds.read(run.owner(), run.recording(), file -> decoding.read(file, span.range()));
        return diarization.getObject().separate(span, samples);
    }

    /** Stores the voices of spans and says how far the run is. */
    @Transactional
    public void save(Run run, List<SpanVoices> voices) {
        rows.separated(run.id(), voices);
        runs.count(run.id(), Step.VOICES, rows.voices(run.id()).size());
    }

    /** Joins the voices of all spans, gives words their speakers, stores the utterances and closes the receipt. */
    @Transactional
    public void join(Run run) {
        var turns = Diarization.cluster(rows.voices(run.id()), hint(run));
        transcripts.save(run.id(), run.recording(), Utterances.assemble(rows.segments(run.id()), turns));
        receipts.heard(
                run.id(),
                rows.dropped(run.id()).stream().map(SeparateVoices::dropped).toList());
    }

    private static SpeakersHint hint(Run run) {
        var least = run.options().speakersMin();
        var most = run.options().speakersMax();
        var from = least == null ? SpeakersHint.UNKNOWN.least() : least;
        return new SpeakersHint(from, Math.max(from, most == null ? SpeakersHint.UNKNOWN.most() : most));
    }

    private static Receipt.Dropped dropped(WindowTranscript.Dropped part) {
        return new Receipt.Dropped(
                part.range().startMs(),
                part.range().endMs(),
                part.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
