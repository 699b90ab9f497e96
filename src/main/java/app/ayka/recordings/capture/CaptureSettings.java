package app.ayka.recordings.capture;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the intake. {@code maxChunk}: one chunk; five seconds of Opus are about 30 KB. {@code maxChunks}: of one
 * take; 20 000 are a day of four-second chunks. {@code maxUpload}: one file. {@code requestsPerSecond}: of one
 * recording, with bursts of four seconds' worth. {@code urlValid}: a presigned address. {@code tokenValid}: a
 * recording's token; a device with an expired one asks for another. {@code giveUpAfter}: without news of its device for so
 * long, a recording that was never ended is ended.
 */
@ConfigurationProperties("ayka.capture")
public record CaptureSettings(
        @DefaultValue("2MB") DataSize maxChunk,
        @DefaultValue("20000") int maxChunks,
        @DefaultValue("1000") int maxTakes,
        @DefaultValue("2GB") DataSize maxUpload,
        @DefaultValue("50") int requestsPerSecond,
        @DefaultValue("15m") Duration urlValid,
        @DefaultValue("30d") Duration tokenValid,
        @DefaultValue("7d") Duration giveUpAfter) {

    private static final int MAX_PARTS = 1000;
    private static final long SMALLEST_PART = DataSize.ofMegabytes(8).toBytes(); // S3 wants at least 5 MiB

    public CaptureSettings {
        if (maxChunk.toBytes() < 1 || maxChunks < 1 || maxTakes < 1 || maxUpload.toBytes() < 1) {
            throw new IllegalArgumentException("ayka.capture: every limit has to be at least 1");
        }
        if (giveUpAfter.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("ayka.capture.give-up-after has to be at least 1h");
        }
        if (requestsPerSecond < 1 || urlValid.isNegative() || urlValid.isZero() || tokenValid.isNegative()) {
            throw new IllegalArgumentException("ayka.capture: rates and validities have to be positive");
        }
    }

    /** Bytes of each part but the last: as small as is allowed, yet no more than a thousand parts. */
    long partBytes(long fileBytes) {
        return Math.max(SMALLEST_PART, Math.ceilDiv(fileBytes, MAX_PARTS));
    }
}
