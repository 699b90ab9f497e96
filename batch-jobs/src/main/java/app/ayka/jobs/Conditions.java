package app.ayka.jobs;

import app.ayka.recordings.Run;
import app.ayka.recordings.Step;
import app.ayka.speech.Receipts;
import app.ayka.speech.TranscribeWindows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a run needs that only people can provide, and what there is to say of one that is done. */
@Component
class Conditions {

    private final TranscribeWindows transcribe;
    private final Receipts receipts;

    Conditions(TranscribeWindows transcribe, Receipts receipts) {
        this.transcribe = transcribe;
        this.receipts = receipts;
    }

    /** What is missing and what to do; empty when the run can go on. */
    Optional<Trouble> missing(Run run) {
        return run.fromStep().ordinal() <= Step.TRANSCRIBE.ordinal()
                ? transcribe.missing(run).map(Trouble::of)
                : Optional.empty();
    }

    /** What people should know of a run that went well but brought nothing. */
    @Nullable
    String remark(Run run) {
        return receipts.of(run.id())
                .filter(receipt -> Long.valueOf(0).equals(receipt.speechMs()))
                .map(receipt -> "Nobody speaks in this recording.")
                .orElse(null);
    }
}
