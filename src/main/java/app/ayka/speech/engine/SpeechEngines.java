package app.ayka.speech.engine;

import app.ayka.ai.TranscriptionClient;
import app.ayka.speech.engine.SpeechException.Kind;
import app.ayka.speech.engine.SpeechSettings.Server;
import app.ayka.speech.process.ProcessLimits;
import app.ayka.speech.process.SpeechProcessGuard;
import app.ayka.speech.server.ServerEngine;
import app.ayka.speech.whisper.WhisperEngine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The recognisers of this machine. One per program: it owns the speech process, which Whisper and the separation of
 * voices share.
 */
public final class SpeechEngines implements AutoCloseable {

    private final Models models;
    private final SpeechSettings settings;
    private final SpeechProcessGuard process;

    public SpeechEngines(Models models, SpeechSettings settings) {
        this.models = models;
        this.settings = settings;
        this.process = new SpeechProcessGuard(ProcessLimits.of(settings.memoryMb(), settings.windowLimit()));
    }

    /** The recogniser of the settings. */
    public SpeechToText open() {
        return open(settings.engine(), settings.model());
    }

    /**
     * A recogniser.
     *
     * @param engine {@code whisper}, {@code openai} or {@code none}
     * @param model as in {@link Models}, or the server's name for it; empty for the best one that is there
     * @throws SpeechException when the model is missing or damaged: the message says what to do
     * @throws IllegalArgumentException when there is no such engine
     */
    public SpeechToText open(String engine, Optional<String> model) {
        return switch (engine) {
            case "whisper" ->
                new WhisperEngine(process, whisperModel(model), settings.threadsOrCores(), settings.beam());
            case "openai" -> server(model);
            case "none" -> new NoRecognition();
            default ->
                throw new IllegalArgumentException(
                        "there is no engine called " + engine + "; there are whisper, openai and none");
        };
    }

    int threads() {
        return settings.threadsOrCores();
    }

    SpanVoices separate(byte[] order) {
        return SpanVoices.of(process.separate(order));
    }

    /** The process id of the speech process that lives now, or -1. For tests and the health page. */
    public long speechProcess() {
        return process.pid();
    }

    private SpeechToText server(Optional<String> model) {
        Server server = settings.server()
                .orElseThrow(() -> new SpeechException(
                        Kind.UNAVAILABLE,
                        "No transcription server is set: ayka.speech.server.url (AYKA_SPEECH_SERVER_URL)"
                                + " names it."));
        TranscriptionClient client = new TranscriptionClient(
                server.baseUrl(), server.key(), settings.windowLimit(), RandomGenerator.getDefault());
        return new ServerEngine(client, model.orElse(ServerEngine.DEFAULT_MODEL));
    }

    private Path whisperModel(Optional<String> name) {
        if (name.isPresent()) {
            return models.whisper(name.get()).orElseThrow(() -> missing("The model " + name.get() + " is not here."));
        }
        return models.installedWhisper().stream()
                .findFirst()
                .orElseThrow(() -> missing("There is no Whisper model on this machine."));
    }

    private static SpeechException missing(String what) {
        return new SpeechException(
                Kind.MODEL_MISSING,
                what + " An administrator can fetch one on the recording's page, or put a ggml-….bin file into"
                        + " data/models or a folder that AYKA_MODELS_PATH lists.");
    }

    @Override
    public void close() {
        process.close();
    }
}
