package app.ayka.recordings.ui;

import app.ayka.recordings.RecordingId;

/** The conversation that AYKA brings along, so that a newcomer sees what comes out of one without any set-up. */
public interface SampleRecording {

    /**
     * Adds the sample, marked as such, to the acting user's recordings and queues its first run; when it is there
     * already, answers that one.
     */
    RecordingId bring();
}
