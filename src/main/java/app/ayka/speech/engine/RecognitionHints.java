package app.ayka.speech.engine;

/**
 * What helps a recogniser.
 *
 * @param language two letters, or {@code auto}
 * @param prompt names and terms that may come up, spelled as they should appear; empty for none
 */
public record RecognitionHints(String language, String prompt) {

    public static final RecognitionHints NONE = new RecognitionHints("auto", "");
}
