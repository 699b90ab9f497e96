package app.ayka.speech;

import app.ayka.recordings.Receipt;
import app.ayka.recordings.Run;
import app.ayka.speech.engine.SpeakerTurn;
import app.ayka.speech.engine.Utterances;
import app.ayka.speech.engine.WindowTranscript;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes of what was heard in windows the transcript that people read, and closes the receipt. */
@Service
public class AssembleTranscript {

    private final SpeechRows rows;
    private final Transcripts transcripts;
    private final Receipts receipts;

    AssembleTranscript(SpeechRows rows, Transcripts transcripts, Receipts receipts) {
        this.rows = rows;
        this.transcripts = transcripts;
        this.receipts = receipts;
    }

    /** Stores the run's utterances in place of those before. */
    @Transactional
    public void assemble(Run run, List<SpeakerTurn> turns) {
        transcripts.save(run.id(), run.recording(), Utterances.assemble(rows.segments(run.id()), turns));
        receipts.heard(
                run.id(),
                rows.dropped(run.id()).stream().map(AssembleTranscript::dropped).toList());
    }

    private static Receipt.Dropped dropped(WindowTranscript.Dropped part) {
        return new Receipt.Dropped(
                part.range().startMs(),
                part.range().endMs(),
                part.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
