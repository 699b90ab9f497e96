package app.ayka.leads;

import app.ayka.leads.Finding.Field;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The moment something was said. Time and quote are the anchor, so that it outlives the run that found it.
 *
 * @param utterance number of the utterance within the run
 * @param startMs milliseconds from the start of the recording
 * @param endMs milliseconds from the start of the recording, end exclusive
 * @param fields what this moment shows; empty when it only speaks of the person
 */
public record Evidence(
        RecordingId recording, RunId run, int utterance, long startMs, long endMs, String quote, Set<Field> fields) {

    public Evidence {
        // in the order of their names in the form, so that the same run writes the same row
        var sorted = new TreeSet<>(fields);
        fields = Collections.unmodifiableSet(sorted);
    }
}
