package app.ayka.speech.whisper;

import app.ayka.speech.engine.Recognition;
import app.ayka.speech.engine.RecognitionHints;
import app.ayka.speech.engine.SpeechToText;
import app.ayka.speech.process.SpeechProcessGuard;
import app.ayka.speech.whisper.WhisperWire.Order;
import java.nio.file.Path;

/** Whisper in the speech process. */
public final class WhisperEngine implements SpeechToText {

    private final SpeechProcessGuard process;
    private final WhisperFile file;
    private final String model;
    private final int threads;
    private final int beam;

    /**
     * @param path a model; it is checked here
     * @param beam 1 for greedy decoding, else the width of the search
     * @throws app.ayka.speech.engine.SpeechException when the model's file is missing or damaged
     */
    public WhisperEngine(SpeechProcessGuard process, Path path, int threads, int beam) {
        this.process = process;
        this.file = WhisperFile.check(path.toAbsolutePath());
        this.model = path.getFileName().toString().replaceFirst("\\.bin$", "");
        this.threads = threads;
        this.beam = beam;
    }

    @Override
    public String engine() {
        return "whisper";
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public long windowMs() {
        return file.windowMs();
    }

    @Override
    public Recognition recognise(float[] samples, RecognitionHints hints) {
        Order order = new Order(file.path(), threads, beam, hints.language(), hints.prompt(), samples);
        return WhisperWire.recognition(process.transcribe(order.bytes()));
    }
}
