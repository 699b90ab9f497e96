package app.ayka.speech.voices;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import app.ayka.speech.engine.OnnxRuntimeFiles;
import org.jspecify.annotations.Nullable;

/** Opens models on the first NVIDIA card, in builds with the profile {@code cuda}. */
interface GraphicsCard {

    /** Fails where the card, its driver or CUDA's libraries are missing. */
    OrtSession open(byte[] model, OrtSession.SessionOptions options) throws OrtException;

    /** Null in builds for processors alone. */
    static @Nullable GraphicsCard ofThisBuild() {
        var environment = OnnxRuntimeFiles.environment();
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)
                ? (model, options) -> open(environment, model, options)
                : null;
    }

    private static OrtSession open(OrtEnvironment environment, byte[] model, OrtSession.SessionOptions options)
            throws OrtException {
        try (var cuda = new OrtCUDAProviderOptions(0)) {
            // pieces of speech differ in length; an exhaustive search would measure all algorithms for each length
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            // several speech processes share the card
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            options.addCUDA(cuda);
            return environment.createSession(model, options);
        }
    }
}
