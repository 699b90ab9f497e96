package app.ayka.speech.voices;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import app.ayka.speech.engine.OnnxRuntimeFiles;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import java.nio.FloatBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model with one input and one output of floats. On a graphics card where there is one; when that fails, at the start or
 * later, it goes on with processors, for a full card says nothing of the sound.
 */
final class Onnx {

    private static final Logger log = LoggerFactory.getLogger(Onnx.class);

    private final OrtEnvironment environment = OnnxRuntimeFiles.environment();
    private final String name;
    private final int threads;

    /** Kept for the way back from the card; else empty. */
    private byte[] model;

    private boolean onCard;
    private OrtSession session;

    Onnx(String name, byte[] model, int threads) {
        this(name, model, threads, GraphicsCard.ofThisBuild());
    }

    Onnx(String name, byte[] model, int threads, @Nullable GraphicsCard card) {
        this.name = name;
        this.model = model;
        this.threads = threads;
        var there = card == null ? null : onCard(card);
        onCard = there != null;
        session = there == null ? onProcessors() : there;
        if (!onCard) {
            this.model = new byte[0];
        }
    }

    private @Nullable OrtSession onCard(GraphicsCard card) {
        try (var options = new OrtSession.SessionOptions()) {
            var opened = card.open(model, options);
            log.info("the model {} is on the graphics card", name);
            return opened;
        } catch (OrtException e) {
            log.warn("no graphics card for the model {}, processors do it: {}", name, e.getMessage());
            return null;
        }
    }

    private OrtSession onProcessors() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.addConfigEntry("session.intra_op.allow_spinning", "0"); // a laptop does something else as well
            return environment.createSession(model, options);
        } catch (OrtException e) {
            throw new SpeechException(
                    Kind.MODEL_DAMAGED, "The model " + name + " is damaged. Remove the file and fetch it again.", e);
        }
    }

    float[] run(float[] values, long... shape) {
        try {
            return ask(values, shape);
        } catch (OrtException e) {
            if (!onCard) {
                throw refused(e);
            }
            log.warn("the graphics card failed for the model {}, processors go on: {}", name, e.getMessage());
        }
        onCard = false;
        session = onProcessors();
        try {
            return ask(values, shape);
        } catch (OrtException e) {
            throw refused(e);
        }
    }

    private float[] ask(float[] values, long... shape) throws OrtException {
        var input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[out.remaining()];
            out.get(copy);
            return copy;
        }
    }

    private SpeechException refused(OrtException e) {
        return new SpeechException(Kind.REFUSED, "The model " + name + " could not process this sound.", e);
    }
}
