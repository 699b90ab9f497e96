package app.ayka.speech.audio;

import java.io.IOException;
import java.io.InputStream;

/** Reads samples from a stream of 16-bit little-endian bytes, scaled to −1..1. */
public final class SampleStream {

    private final InputStream in;
    private byte[] bytes = new byte[0];

    SampleStream(InputStream in) {
        this.in = in;
    }

    /**
     * Fills {@code samples} from {@code offset} on.
     *
     * @return how many samples were read; fewer than asked for only at the end
     */
    public int read(float[] samples, int offset, int length) throws IOException {
        if (bytes.length < length * Short.BYTES) {
            bytes = new byte[length * Short.BYTES];
        }
        int count = in.readNBytes(bytes, 0, length * Short.BYTES) / Short.BYTES;
        for (int i = 0; i < count; i++) {
            samples[offset + i] = Sound.sampleAt(bytes, i * Short.BYTES) / 32768f;
        }
        return count;
    }
}
