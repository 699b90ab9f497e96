package app.ayka.speech;

import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.engine.AudioDecoding;
import app.ayka.speech.engine.RecognitionHints;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.Transcription;
import app.ayka.speech.engine.VoiceActivity;
import app.ayka.speech.engine.Window;
import app.ayka.speech.engine.WindowTranscript;
import app.ayka.speech.engine.WindowTranscript.Reason;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hears a recording window by window. No transaction is open while it hears; saving replaces what was saved for the same windows,
 * so windows may be heard again after a crash.
 */
@Service
public class TranscribeWindows {

    private final Runs runs;
    private final Recognisers recognisers;
    private final AudioDecoding decoding;
    private final ObjectProvider<VoiceActivity> activity;
    private final LocalSound sounds;
    private final SpeechRows rows;
    private final SkippedSound skipped;
    private final TransactionTemplate transaction;

    TranscribeWindows(
            Runs runs,
            Recognisers recognisers,
            AudioDecoding decoding,
            ObjectProvider<VoiceActivity> activity,
            LocalSound sounds,
            SpeechRows rows,
            SkippedSound skipped,
            PlatformTransactionManager transactions) {
        this.runs = runs;
        this.recognisers = recognisers;
        this.decoding = decoding;
        this.activity = activity;
        this.sounds = sounds;
        this.rows = rows;
        this.skipped = skipped;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What is missing to hear the run and, in its words, what to do; empty when nothing is. A damaged model counts as missing:
     * somebody mends it, or it is one that is just being copied to its place.
     */
    public Optional<SpeechException> missing(Run run) {
        try {
            recognisers.of(run);
            return Optional.empty();
        } catch (SpeechException e) {
            return switch (e.kind()) {
                case MODEL_MISSING, MODEL_DAMAGED -> Optional.of(e);
                case QUARANTINED, UNAVAILABLE, REFUSED, CANCELLED -> Optional.empty();
            };
        }
    }

    /** The name of the engine that hears the run. */
    public String engine(Run run) {
        return recognisers.engine(run);
    }

    /** Numbers of the spans in which somebody speaks, ascending; the same from the first call on. */
    @Transactional(readOnly = true)
    public List<Integer> spans(RunId run) {
        return rows.spans(run);
    }

    /** How many windows the run has. */
    @Transactional(readOnly = true)
    public int count(RunId run) {
        return rows.extent(run).windows();
    }

    /** The windows of a span, by time. */
    @Transactional(readOnly = true)
    public List<Window> windows(RunId run, int span) {
        return rows.windows(run, span);
    }

    /**
     * Plans the windows anew when they are too long for the recogniser and nothing has been heard in them yet, because it
     * was not there when the recording was prepared.
     *
     * @throws SpeechException when the recogniser cannot be had
     */
    public void fit(Run run) {
        var extent = transaction.execute(status -> rows.extent(run.id()));
        if (extent == null || extent.windows() == 0 || extent.heard() > 0) {
            return;
        }
        var windowMs = recognisers.of(run).windowMs();
        if (extent.longestMs() > windowMs) {
            var map = sounds.read(
                    run.owner(), run.recording(), file -> activity.getObject().detect(file, extent.endMs()));
            transaction.executeWithoutResult(status -> rows.plan(run.id(), PrepareRecording.plan(map, windowMs)));
        }
    }

    /**
     * Hears one window. A window whose sound is in quarantine, or that was left out, is dropped with that reason; the
     * others go on.
     *
     * @throws SpeechException when there is no answer
     */
    public WindowTranscript hear(Run run, Window window) {
        if (skipped.isSkipped(run.id(), Step.TRANSCRIBE, window.index())) {
            return Transcription.unheard(window, Reason.LEFT_OUT);
        }
        var recogniser = recognisers.of(run);
        var samples = sounds.read(run.owner(), run.recording(), file -> decoding.read(file, window.range()));
        return Transcription.transcribe(recogniser, window, samples, hints(run));
    }

    /** Stores what was heard and says how far the run is. */
    @Transactional
    public void save(Run run, List<WindowTranscript> texts) {
        var recogniser = recognisers.of(run);
        rows.heard(run.id(), recogniser.engine() + " " + recogniser.model(), texts);
        runs.count(run.id(), Step.TRANSCRIBE, rows.extent(run.id()).heard());
    }

    private static RecognitionHints hints(Run run) {
        var language = run.options().language();
        return language == null ? RecognitionHints.NONE : new RecognitionHints(language, "");
    }
}
