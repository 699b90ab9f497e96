package app.ayka.speech;

import app.ayka.recordings.RecordingId;

/** A take of a sealed recording is not in the object store. */
public final class MissingSoundException extends RuntimeException {

    MissingSoundException(RecordingId recording, int take) {
        super("take " + take + " of recording " + recording + " is not in the object store");
    }
}
