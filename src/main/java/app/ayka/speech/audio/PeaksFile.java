package app.ayka.speech.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Collects the wave form of a recording and writes it as {@code peaks.bin}.
 *
 * <p>Format, little-endian: the ASCII letters {@code AYPK}, an unsigned 16-bit version (1), an unsigned 16-bit bucket
 * length in milliseconds (20, or 20 times a power of two), an unsigned 32-bit number of buckets; then per bucket two
 * signed bytes, the smallest and the largest sample in it, scaled so that 127 is full scale. Buckets grow with the
 * recording: whatever its length, the file is 48 kB at most, so that a phone has it at once.
 */
public final class PeaksFile {

    static final int BUCKET_MS = 20;

    /** More than a screen has pixels, and enough for a look at a minute of ten hours. */
    static final int MOST_BUCKETS = 24_000;

    private static final int HEADER_BYTES = 12;

    private final ByteBuffer buckets = ByteBuffer.allocate(MOST_BUCKETS * 2);
    private int bucketMs = BUCKET_MS;
    private int filled;
    private int low;
    private int high;
    private int loudest;

    void add(short sample) {
        low = Math.min(low, sample);
        high = Math.max(high, sample);
        if (++filled == Sound.SAMPLES_PER_MS * bucketMs) {
            closeBucket();
        }
    }

    /** Largest absolute sample value so far, 0..1. */
    float peak() {
        return Math.max(loudest, Math.max(-low, high)) / 32768f;
    }

    void write(Path file) throws IOException {
        if (filled > 0) {
            closeBucket();
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put("AYPK".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 1)
                .putShort((short) bucketMs);
        header.putInt(buckets.position() / 2);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header.array());
            out.write(buckets.array(), 0, buckets.position());
        }
    }

    private void closeBucket() {
        loudest = Math.max(loudest, Math.max(-low, high));
        buckets.put((byte) (low * 127 / 32768)).put((byte) (high * 127 / 32767));
        filled = 0;
        low = 0;
        high = 0;
        if (!buckets.hasRemaining()) {
            joinPairs();
        }
    }

    /** Two buckets become one of twice the length. */
    private void joinPairs() {
        var count = buckets.position() / 2;
        for (int i = 0; i < count; i += 2) {
            buckets.put(i, (byte) Math.min(buckets.get(2 * i), buckets.get(2 * i + 2)));
            buckets.put(i + 1, (byte) Math.max(buckets.get(2 * i + 1), buckets.get(2 * i + 3)));
        }
        buckets.position(count);
        bucketMs *= 2;
    }
}
