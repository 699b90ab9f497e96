package app.ayka.speech.server;

import app.ayka.ai.AiCallException;
import app.ayka.ai.TranscriptionClient;
import app.ayka.ai.TranscriptionClient.Heard;
import app.ayka.ai.TranscriptionClient.HeardSegment;
import app.ayka.ai.TranscriptionClient.HeardWord;
import app.ayka.speech.Word;
import app.ayka.speech.engine.Recognition;
import app.ayka.speech.engine.RecognitionHints;
import app.ayka.speech.engine.Segment;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import app.ayka.speech.engine.SpeechToText;
import app.ayka.speech.engine.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Any OpenAI-compatible server as a recogniser. */
public final class ServerEngine implements SpeechToText {

    /** What servers call it who serve one model only. */
    public static final String DEFAULT_MODEL = "whisper-1";

    private static final long WINDOW_MS = 30_000;

    private final TranscriptionClient client;
    private final String model;

    public ServerEngine(TranscriptionClient client, String model) {
        this.client = client;
        this.model = model;
    }

    @Override
    public String engine() {
        return "openai";
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public long windowMs() {
        return WINDOW_MS;
    }

    @Override
    public Recognition recognise(float[] samples, RecognitionHints hints) {
        String language = hints.language().equals("auto") ? "" : hints.language();
        try {
            Heard heard = client.transcribe(Wav.of(samples), model, language, hints.prompt());
            return new Recognition(twoLetters(heard.language(), language), segments(heard, samples.length / 16));
        } catch (AiCallException e) {
            throw new SpeechException(e.isTransient() ? Kind.UNAVAILABLE : Kind.REFUSED, e.getMessage(), e);
        }
    }

    private static List<Segment> segments(Heard heard, long lengthMs) {
        List<HeardSegment> parts = heard.segments();
        if (parts.isEmpty() && !heard.text().isBlank()) {
            parts = List.of(new HeardSegment(0, lengthMs / 1000.0, heard.text(), 0, Double.NaN));
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            HeardSegment part = parts.get(i);
            double from = i == 0 ? Double.NEGATIVE_INFINITY : part.start();
            double to = i == parts.size() - 1
                    ? Double.POSITIVE_INFINITY
                    : parts.get(i + 1).start();
            float probability = (float) Math.exp(part.averageLogProbability());
            List<Word> words = heard.words().stream()
                    .filter(word -> !word.text().isEmpty())
                    .filter(word -> middle(word) >= from && middle(word) < to)
                    .map(word -> {
                        TimeRange range = range(word.start(), word.end(), lengthMs);
                        return new Word(word.text(), range.startMs(), range.endMs(), probability);
                    })
                    .toList();
            segments.add(new Segment(
                    range(part.start(), part.end(), lengthMs),
                    part.text().strip(),
                    words,
                    (float) part.averageLogProbability(),
                    (float) part.noSpeechProbability()));
        }
        return segments;
    }

    private static double middle(HeardWord word) {
        return (word.start() + word.end()) / 2;
    }

    private static TimeRange range(double start, double end, long lengthMs) {
        long from = Math.clamp(Math.round(start * 1000), 0, lengthMs);
        return new TimeRange(from, Math.clamp(Math.round(end * 1000), from, lengthMs));
    }

    /** Servers say {@code english} as often as {@code en}. */
    private static String twoLetters(String language, String asked) {
        if (language.length() <= 2) {
            return language.isEmpty() ? asked : language;
        }
        for (String code : Locale.getISOLanguages()) {
            if (Locale.of(code).getDisplayLanguage(Locale.ENGLISH).equalsIgnoreCase(language)) {
                return code;
            }
        }
        return asked;
    }
}
