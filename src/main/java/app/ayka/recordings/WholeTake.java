package app.ayka.recordings;

/** A take that came as one finished object, all of it known to be sound; length in milliseconds. */
public record WholeTake(String mimeType, String objectKey, long sizeBytes, long durationMs) {}
