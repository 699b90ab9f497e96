package app.ayka.speech.imports;

import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.util.List;

/** What became of a file that somebody wanted to import. */
public sealed interface ImportResult {

    /** It is a recording without sound now, and its run from {@code leads} is queued. */
    record Imported(RecordingId recording, RunId run, int utterances) implements ImportResult {}

    /** Nothing was stored; the first problems, by line. */
    record Unreadable(List<ImportProblem> problems) implements ImportResult {}
}
