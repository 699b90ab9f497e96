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

/** A model with one input and one output of floats. */
final class Onnx {

    private final OrtEnvironment environment = OnnxRuntimeFiles.environment();
    private final String name;
    private final OrtSession session;
    private final String input;

    Onnx(String name, byte[] model, int threads) {
        this.name = name;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.addConfigEntry("session.intra_op.allow_spinning", "0"); // a laptop does something else as well
            session = environment.createSession(model, options);
            input = session.getInputNames().iterator().next();
        } catch (OrtException e) {
            throw new SpeechException(
                    Kind.MODEL_DAMAGED, "The model " + name + " is damaged. Remove the file and fetch it again.", e);
        }
    }

    float[] run(float[] values, long... shape) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[out.remaining()];
            out.get(copy);
            return copy;
        } catch (OrtException e) {
            throw new SpeechException(Kind.REFUSED, "The model " + name + " could not process this sound.", e);
        }
    }
}
