package app.ayka.recordings.capture;

/**
 * One chunk as its device describes it. {@code sha256}: 64 lower-case hexadecimal digits; {@code startMs}: from the
 * start of the take.
 */
record ChunkDeclaration(int number, long bytes, String sha256, long startMs, long durationMs) {}
