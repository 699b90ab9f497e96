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
 * length in milliseconds (20), an unsigned 32-bit number of buckets; then per bucket two signed bytes, the smallest and
 * the largest sample in it, scaled so that 127 is full scale. An hour is 360 kB.
 */
public final class PeaksFile {

    static final int BUCKET_MS = 20;

    private static final int BUCKET_SAMPLES = Sound.SAMPLES_PER_MS * BUCKET_MS;
    private static final int HEADER_BYTES = 12;

    private ByteBuffer buckets = ByteBuffer.allocate(1 << 14);
    private int filled;
    private int low;
    private int high;
    private int loudest;

    void add(short sample) {
        low = Math.min(low, sample);
        high = Math.max(high, sample);
        if (++filled == BUCKET_SAMPLES) {
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
                .putShort((short) BUCKET_MS);
        header.putInt(buckets.position() / 2);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header.array());
            out.write(buckets.array(), 0, buckets.position());
        }
    }

    private void closeBucket() {
        if (buckets.remaining() < 2) {
            buckets = ByteBuffer.allocate(buckets.capacity() * 2).put(buckets.flip());
        }
        loudest = Math.max(loudest, Math.max(-low, high));
        buckets.put((byte) (low * 127 / 32768)).put((byte) (high * 127 / 32767));
        filled = 0;
        low = 0;
        high = 0;
    }
}
