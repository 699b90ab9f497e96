package app.ayka.speech;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Transcripts of the acting user's recordings. */
@Service
@Transactional
public class Transcripts {

    private final JdbcClient jdbc;
    private final UtteranceRows rows;
    private final Corrections corrections;
    private final Runs runs;
    private final CurrentUser currentUser;

    Transcripts(JdbcClient jdbc, UtteranceRows rows, Corrections corrections, Runs runs, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.corrections = corrections;
        this.runs = runs;
        this.currentUser = currentUser;
    }

    /** Stores what a run heard, in place of what it stored before. */
    public void save(RunId run, RecordingId recording, List<Utterance> utterances) {
        jdbc.sql("delete from utterance where run_id = ?").param(run.value()).update();
        rows.insert(currentUser.require(), run, recording, utterances);
    }

    /**
     * What the run heard, with corrections applied. A run that began after {@code voices} shows its parent's. Empty when
     * there is no such run.
     */
    @Transactional(readOnly = true)
    public Optional<Transcript> of(RunId run) {
        return read(run, rows::ofRun);
    }

    /** As {@link #of}, but the utterances have no words: a tenth of the work where texts and speakers are enough. */
    @Transactional(readOnly = true)
    public Optional<Transcript> withoutWords(RunId run) {
        return read(run, rows::ofRunWithoutWords);
    }

    /** Who speaks, and what tells one transcript from another, without any of its text: for a page that fetches that. */
    @Transactional(readOnly = true)
    public Optional<TranscriptOutline> outline(RunId run) {
        return runs.find(run).map(found -> {
            var voices = rows.voicesOfRun(run);
            var parent = found.parent();
            return voices.isEmpty() && parent != null
                    ? outline(parent)
                            .orElseGet(() -> TranscriptOutline.empty(parent))
                            .ofRun(run)
                    : corrections.outline(found.recording(), run, voices, moments -> rows.speakersAt(run, moments));
        });
    }

    private Optional<Transcript> read(RunId run, Function<RunId, List<Utterance>> reading) {
        return runs.find(run).map(found -> {
            var utterances = reading.apply(run);
            var parent = found.parent();
            if (utterances.isEmpty() && parent != null) {
                return read(parent, reading)
                        .map(inherited ->
                                new Transcript(found.recording(), run, inherited.utterances(), inherited.speakers()))
                        .orElse(new Transcript(found.recording(), run, List.of(), List.of()));
            }
            return corrections.apply(found.recording(), run, utterances);
        });
    }
}
