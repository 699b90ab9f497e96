package app.ayka.recordings.capture;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way in parts of equal size, but for the last. {@code sha256}: of all of it, as its device said. {@code
 * heardAt}: when its device last asked for anything.
 */
record FileUpload(
        UUID id,
        String fileName,
        String contentType,
        long bytes,
        @Nullable String sha256,
        long partBytes,
        String key,
        String multipart,
        Instant heardAt) {

    int parts() {
        return (int) Math.ceilDiv(bytes, partBytes);
    }

    /** Bytes of a part; parts are numbered from 1. */
    long sizeOfPart(int number) {
        if (number < 1 || number > parts()) {
            throw CaptureRefusedException.invalid("\"number\" has to lie between 1 and " + parts() + ".");
        }
        return Math.min(partBytes, bytes - (number - 1) * partBytes);
    }
}
