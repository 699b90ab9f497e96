package app.ayka.recordings.capture;

import app.ayka.recordings.RecordingId;

/** A stored chunk is no longer what its device sent; nothing was joined or deleted. */
public final class DamagedSoundException extends RuntimeException {

    DamagedSoundException(RecordingId recording, int take, int chunk) {
        super("chunk " + chunk + " of take " + take + " of recording " + recording + " is damaged or gone");
    }
}
