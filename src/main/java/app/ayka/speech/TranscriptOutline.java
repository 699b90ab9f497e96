package app.ayka.speech;

import app.ayka.recordings.RunId;
import java.util.List;

/**
 * What can be said of a transcript without its text.
 *
 * @param speakers as in {@link Transcript#speakers()}
 * @param content another number when any text is another, corrections applied
 */
public record TranscriptOutline(RunId run, List<Speaker> speakers, int utterances, long content) {

    static TranscriptOutline empty(RunId run) {
        return new TranscriptOutline(run, List.of(), 0, 0);
    }

    /** The same for a run that shows another's transcript. */
    TranscriptOutline ofRun(RunId other) {
        return new TranscriptOutline(other, speakers, utterances, content);
    }
}
