package app.ayka.speech.models;

import app.ayka.speech.engine.Models;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small models that travel inside the program. */
public final class BundledModels {

    private BundledModels() {}

    /** Silero VAD; the build copies it from the npm package {@code @ricky0123/vad-web}. */
    public static byte[] voiceActivity(Models models) {
        return bytes("silero_vad_v6.onnx", models, "silero_vad_16k_op15.onnx");
    }

    /** The speaker embedding that AYKA ships; see {@code models/ATTRIBUTION.md}. */
    public static byte[] speakerEmbedding(Models models) {
        return bytes("speaker-embedding-mfcc-lda.onnx", models, "speaker-embedding-mfcc-lda.onnx");
    }

    private static byte[] bytes(String resource, Models models, String file) {
        try (InputStream in = BundledModels.class.getResourceAsStream("/models/" + resource)) {
            if (in != null) {
                return in.readAllBytes();
            }
            // a build without the front end has no npm packages
            Path found = models.file(file)
                    .orElseThrow(() -> new SpeechException(
                            Kind.MODEL_MISSING,
                            "The model " + resource + " is not in this build; run npm ci in src/main/frontend."));
            return Files.readAllBytes(found);
        } catch (IOException e) {
            throw new SpeechException(Kind.MODEL_DAMAGED, "The model " + resource + " cannot be read.", e);
        }
    }
}
