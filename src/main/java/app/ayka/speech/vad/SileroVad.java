package app.ayka.speech.vad;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import app.ayka.speech.audio.SampleStream;
import app.ayka.speech.engine.OnnxRuntimeFiles;
import app.ayka.speech.engine.SpeechException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Silero VAD v6: the probability of speech, one frame of 32 ms after the other. The model keeps a state and the last 64
 * samples from frame to frame. A session is shared by all threads; the state belongs to one stream.
 */
public final class SileroVad implements AutoCloseable {

    public static final int FRAME_MS = 32;

    private static final int FRAME = 512;
    private static final int CONTEXT = 64;
    private static final long[] INPUT_SHAPE = {1, CONTEXT + FRAME};
    private static final long[] STATE_SHAPE = {2, 1, 128};

    /** ONNX Runtime takes itself down when the JVM ends; whoever asks it for a frame after that crashes the JVM. */
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "vad-ending"));
    }

    private final OrtEnvironment environment = OnnxRuntimeFiles.environment();
    private final OrtSession session;
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private boolean closed;

    public SileroVad(byte[] model) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new IllegalStateException("the voice activity model does not load", e);
        }
    }

    /**
     * The probabilities of a whole stream, scaled to 0..255 and rounded, one byte a frame; the last frame is filled up
     * with silence.
     */
    public byte[] probabilities(SampleStream samples) throws IOException {
        return probabilities(samples::read);
    }

    /** As {@link #probabilities(SampleStream)} for samples in memory. */
    public byte[] probabilities(float[] samples) {
        int[] position = {0};
        try {
            return probabilities((target, offset, length) -> {
                int count = Math.min(length, samples.length - position[0]);
                System.arraycopy(samples, position[0], target, offset, count);
                position[0] += count;
                return count;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Source {
        int read(float[] target, int offset, int length) throws IOException;
    }

    private byte[] probabilities(Source samples) throws IOException {
        ByteArrayOutputStream probabilities = new ByteArrayOutputStream();
        float[] state = new float[256];
        float[] input = new float[CONTEXT + FRAME];
        try (OnnxTensor rate =
                OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {16_000}), new long[0])) {
            for (int n = samples.read(input, CONTEXT, FRAME); n > 0; n = samples.read(input, CONTEXT, FRAME)) {
                Arrays.fill(input, CONTEXT + n, input.length, 0);
                probabilities.write(Math.round(frame(input, state, rate) * 255));
                System.arraycopy(input, FRAME, input, 0, CONTEXT);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the voice activity model failed", e);
        }
        return probabilities.toByteArray();
    }

    private float frame(float[] input, float[] state, OnnxTensor rate) throws OrtException {
        lifetime.readLock().lock();
        try {
            if (closed || ending) {
                throw new SpeechException(SpeechException.Kind.CANCELLED, "The work was stopped.");
            }
            return probability(input, state, rate);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    private float probability(float[] input, float[] state, OnnxTensor rate) throws OrtException {
        try (OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), INPUT_SHAPE);
                OnnxTensor before = OnnxTensor.createTensor(environment, FloatBuffer.wrap(state), STATE_SHAPE);
                OrtSession.Result result = session.run(Map.of("input", in, "state", before, "sr", rate))) {
            ((OnnxTensor) result.get(1)).getFloatBuffer().get(state);
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
        }
    }

    /** Waits for the frame that is being looked at; streams that go on are told that the work was stopped. */
    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            closed = true;
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            lifetime.writeLock().unlock();
        }
    }
}
