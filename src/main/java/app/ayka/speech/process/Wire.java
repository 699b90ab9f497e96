package app.ayka.speech.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How the values inside a frame become bytes. Both ends run the same build, so there is no version in it. */
public final class Wire {

    private Wire() {}

    @FunctionalInterface
    public interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    public interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    public static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static <T> T value(byte[] bytes, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return reader.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("not what the other end writes", e);
        }
    }

    public static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    /** Samples travel as 16 bit, which is what they were decoded to. */
    public static void samples(DataOutputStream out, float[] samples) throws IOException {
        byte[] bytes = new byte[samples.length * Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            int value = Math.clamp(Math.round(samples[i] * 32768), Short.MIN_VALUE, Short.MAX_VALUE);
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        out.writeInt(samples.length);
        out.write(bytes);
    }

    public static float[] samples(DataInputStream in) throws IOException {
        float[] samples = new float[in.readInt()];
        byte[] bytes = in.readNBytes(samples.length * Short.BYTES);
        for (int i = 0; i < bytes.length / Short.BYTES; i++) {
            samples[i] = (short) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] << 8)) / 32768f;
        }
        return samples;
    }

    public static <T> void list(DataOutputStream out, List<T> values, ItemWriter<T> writer) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writer.write(out, value);
        }
    }

    public static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
        int size = in.readInt();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(reader.read(in));
        }
        return values;
    }

    @FunctionalInterface
    public interface ItemWriter<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }
}
