package app.ayka.digests;

import app.ayka.recordings.RecordingId;
import java.net.URI;

/** Addresses of recordings and of seconds in them, as they stand in mails. */
final class DeepLinks {

    private final URI publicUrl;

    /** {@code publicUrl} without a slash at its end. */
    DeepLinks(URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    String recording(RecordingId recording) {
        return publicUrl + "/recordings/" + recording;
    }

    /** Opens the recording at a time; milliseconds from its start. */
    String moment(RecordingId recording, long ms) {
        return recording(recording) + "?t=" + ms;
    }
}
