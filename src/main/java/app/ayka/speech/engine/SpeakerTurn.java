package app.ayka.speech.engine;

/**
 * Somebody speaks. Turns of different speakers may overlap.
 *
 * @param speaker label within the run: {@code S1} for whoever speaks first, {@code S2}, …
 */
public record SpeakerTurn(String speaker, TimeRange range) {}
