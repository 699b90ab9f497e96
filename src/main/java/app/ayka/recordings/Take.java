package app.ayka.recordings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of one recorder; an uploaded file is a take of one object. Milliseconds; null until known. {@code objectKey}
 * is set once the take is one object.
 */
public record Take(
        int number,
        String mimeType,
        long startOffsetMs,
        Instant deviceClock,
        @Nullable Long capturedMs,
        @Nullable Long storedMs,
        @Nullable Long decodedMs,
        @Nullable String objectKey,
        @Nullable Long sizeBytes) {}
