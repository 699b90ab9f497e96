package app.ayka.speech;

/** A voice of a recording: its label in the run, the name to show (the label until somebody names it), talk time. */
public record Speaker(String label, String name, long talkMs) {}
