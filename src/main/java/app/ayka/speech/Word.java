package app.ayka.speech;

/** A word as heard. Milliseconds from the start of the recording, end exclusive; probability 0..1. */
public record Word(String text, long startMs, long endMs, float probability) {}
