package app.ayka.speech;

import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets a run begin where an earlier one is taken over: its sound as decoded, what was heard in it. The transcript itself
 * is not copied, it is found through the parent.
 */
@Service
public class EarlierResults {

    private final SpeechRows rows;
    private final Receipts receipts;
    private final Runs runs;

    EarlierResults(SpeechRows rows, Receipts receipts, Runs runs) {
        this.rows = rows;
        this.receipts = receipts;
        this.runs = runs;
    }

    /** Copies what the run's steps before its first need; doing it again changes nothing. */
    @Transactional
    public void takeOver(Run run) {
        if (run.parent() == null
                || run.fromStep() == Step.PREPARE
                || run.fromStep().ordinal() > Step.VOICES.ordinal()) {
            return;
        }
        var planned = whoHas(run.parent(), Step.PREPARE);
        if (planned != null && rows.extent(run.id()).windows() == 0) {
            rows.copyPlan(planned, run.id());
            receipts.copy(planned, run.id());
        }
        var heard = whoHas(run.parent(), Step.TRANSCRIBE);
        if (run.fromStep() == Step.VOICES && heard != null) {
            rows.copyTexts(heard, run.id());
        }
    }

    /** The nearest ancestor that did a step itself. */
    private @Nullable RunId whoHas(@Nullable RunId id, Step step) {
        for (var run = find(id); run != null; run = find(run.parent())) {
            if (run.fromStep().ordinal() <= step.ordinal() || run.parent() == null) {
                return run.id();
            }
        }
        return null;
    }

    private @Nullable Run find(@Nullable RunId id) {
        return id == null ? null : runs.find(id).orElse(null);
    }
}
