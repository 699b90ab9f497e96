package app.ayka.speech.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Samples as a WAV file: 16 kHz mono, 16 bit. */
final class Wav {

    private static final int HEADER = 44;
    private static final int RATE = 16_000;

    private Wav() {}

    static byte[] of(float[] samples) {
        int data = samples.length * Short.BYTES;
        ByteBuffer wav = ByteBuffer.allocate(HEADER + data).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + data).put(ascii("WAVEfmt ")).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * Short.BYTES);
        wav.putShort((short) Short.BYTES)
                .putShort((short) Short.SIZE)
                .put(ascii("data"))
                .putInt(data);
        for (float sample : samples) {
            wav.putShort((short) Math.clamp(Math.round(sample * 32768), Short.MIN_VALUE, Short.MAX_VALUE));
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
