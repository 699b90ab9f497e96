package app.ayka.speech.engine;

import java.util.List;

/** A recogniser that hears nothing, for measuring everything around it. */
final class NoRecognition implements SpeechToText {

    @Override
    public String engine() {
        return "none";
    }

    @Override
    public String model() {
        return "none";
    }

    @Override
    public long windowMs() {
        return 30_000;
    }

    @Override
    public Recognition recognise(float[] samples, RecognitionHints hints) {
        return new Recognition("", List.of());
    }
}
