package app.ayka.speech.whisper;

import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Whisper model in whisper.cpp's file format, walked through from end to end before the library may see it: the
 * library ends its process on garbage behind a right beginning.
 *
 * <p>Layout (whisper.cpp 1.7.1, {@code whisper_model_load}), little-endian: magic, eleven sizes, the mel filters, the
 * vocabulary, then tensors up to the end of the file.
 *
 * @param audioContext frames of 20 ms that the encoder sees: 1500 for 30 s
 * @param multilingual knows more than English
 */
record WhisperFile(Path path, int audioContext, boolean multilingual) {

    private static final int MAGIC = 0x67676d6c;
    private static final int ENGLISH_VOCABULARY = 51_864;
    private static final int FRAME_MS = 20;

    /** Bytes per block and values per block of ggml's tensor types by number; 0 where Whisper files have none. */
    private static final int[][] TYPES = {
        {4, 1},
        {2, 1},
        {18, 32},
        {20, 32},
        {0, 0},
        {0, 0},
        {22, 32},
        {24, 32},
        {34, 32},
        {0, 0},
        {84, 256},
        {110, 256},
        {144, 256},
        {176, 256},
        {210, 256}
    };

    long windowMs() {
        return Math.min(30_000, audioContext * (long) FRAME_MS);
    }

    /**
     * Checks the file.
     *
     * @throws SpeechException with {@link Kind#MODEL_MISSING} or {@link Kind#MODEL_DAMAGED} and words for people
     */
    static WhisperFile check(Path path) {
        String name = String.valueOf(path.getFileName());
        if (!Files.isRegularFile(path)) {
            throw new SpeechException(Kind.MODEL_MISSING, "The model " + name + " is not there.");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            if (channel.size() == 0) {
                throw damaged(name, "is empty");
            }
            return new Walk(path, channel).whole();
        } catch (EOFException e) {
            throw damaged(name, "is cut off");
        } catch (MalformedModelException e) {
            throw damaged(name, e.getMessage());
        } catch (IOException e) {
            throw new SpeechException(Kind.MODEL_DAMAGED, "The model " + name + " cannot be read.", e);
        }
    }

    private static SpeechException damaged(String name, String how) {
        return new SpeechException(
                Kind.MODEL_DAMAGED, "The model " + name + " " + how + ". Remove the file and fetch it again.");
    }

    private static final class MalformedModelException extends IOException {
        MalformedModelException(String how) {
            super(how);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private static final class Walk {
        private final Path path;
        private final SeekableByteChannel channel;
        private ByteBuffer buffer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);

        Walk(Path path, SeekableByteChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        WhisperFile whole() throws IOException {
            if (next(4).getInt() != MAGIC) {
                throw new MalformedModelException("is not a Whisper model");
            }
            ByteBuffer sizes = next(11 * 4);
            int vocabulary = bounded(sizes.getInt(), 50_000, 60_000);
            int audioContext = bounded(sizes.getInt(), 50, 3_000);
            bounded(sizes.getInt(), 64, 4_096);
            bounded(sizes.getInt(), 1, 64);
            int audioLayers = bounded(sizes.getInt(), 1, 128);
            bounded(sizes.getInt(), 16, 1_024);
            bounded(sizes.getInt(), 64, 4_096);
            bounded(sizes.getInt(), 1, 64);
            int textLayers = bounded(sizes.getInt(), 1, 128);
            int mels = bounded(sizes.getInt(), 40, 256);
            bounded(sizes.getInt(), 0, 4_096);
            melFilters(mels);
            vocabulary(vocabulary);
            tensors(11 + 15 * audioLayers + 24 * textLayers);
            return new WhisperFile(path, audioContext, vocabulary > ENGLISH_VOCABULARY);
        }

        private void melFilters(int mels) throws IOException {
            ByteBuffer shape = next(8);
            if (shape.getInt() != mels) {
                throw garbage();
            }
            skip(4L * mels * bounded(shape.getInt(), 100, 1_000));
        }

        private void vocabulary(int most) throws IOException {
            int words = bounded(next(4).getInt(), 1, most);
            for (int i = 0; i < words; i++) {
                skip(bounded(next(4).getInt(), 0, 4_096));
            }
        }

        private void tensors(int expected) throws IOException {
            int count = 0;
            while (channel.position() < channel.size()) {
                tensor();
                count++;
            }
            // a file without any tensor is what whisper.cpp's own tests use: it loads and hears nothing
            if (count != expected && count != 0) {
                throw new MalformedModelException("is cut off");
            }
        }

        private void tensor() throws IOException {
            ByteBuffer head = next(12);
            int dimensions = bounded(head.getInt(), 1, 4);
            int nameLength = bounded(head.getInt(), 1, 256);
            int type = bounded(head.getInt(), 0, TYPES.length - 1);
            ByteBuffer shape = next(4 * dimensions);
            long values = 1;
            for (int i = 0; i < dimensions; i++) {
                values *= bounded(shape.getInt(), 1, 1 << 20);
            }
            ByteBuffer name = next(nameLength);
            while (name.hasRemaining()) {
                byte letter = name.get();
                if (letter < ' ' || letter > '~') {
                    throw garbage();
                }
            }
            if (TYPES[type][0] == 0) {
                throw garbage();
            }
            skip(values / TYPES[type][1] * TYPES[type][0]);
        }

        private ByteBuffer next(int length) throws IOException {
            if (buffer.capacity() < length) {
                buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            }
            buffer.clear().limit(length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new EOFException();
                }
            }
            return buffer.flip();
        }

        private void skip(long length) throws IOException {
            if (length > channel.size() - channel.position()) {
                throw new EOFException();
            }
            channel.position(channel.position() + length);
        }

        private static int bounded(int value, int least, int most) throws MalformedModelException {
            if (value < least || value > most) {
                throw garbage();
            }
            return value;
        }

        private static MalformedModelException garbage() {
            return new MalformedModelException("is damaged");
        }
    }
}
