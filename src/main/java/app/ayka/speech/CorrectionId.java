package app.ayka.speech;

import java.util.UUID;

/** Identifies a correction. */
public record CorrectionId(UUID value) {}
