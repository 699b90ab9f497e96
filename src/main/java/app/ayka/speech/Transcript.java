package app.ayka.speech;

import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.util.List;

/** What a run heard, with the corrections of people applied; utterances in order of time. */
public record Transcript(RecordingId recording, RunId run, List<Utterance> utterances, List<Speaker> speakers) {}
