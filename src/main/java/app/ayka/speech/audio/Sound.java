package app.ayka.speech.audio;

/** The one format of sound inside AYKA: 16 kHz mono, 16 bit, little-endian where it is bytes. */
public final class Sound {

    public static final int SAMPLE_RATE = 16_000;
    public static final int SAMPLES_PER_MS = SAMPLE_RATE / 1000;
    public static final int BYTES_PER_MS = SAMPLES_PER_MS * Short.BYTES;

    private Sound() {}

    /** The sample at {@code offset} in {@code bytes}. */
    static short sampleAt(byte[] bytes, int offset) {
        return (short) ((bytes[offset] & 0xff) | (bytes[offset + 1] << 8));
    }
}
