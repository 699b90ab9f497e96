package app.ayka.recordings.capture;

/** A chunk as the server knows it; {@code stored} once its object was found whole. */
record CapturedChunk(int take, int number, long bytes, String sha256, long startMs, long durationMs, boolean stored) {

    long endMs() {
        return startMs + durationMs;
    }

    boolean isSameSoundAs(ChunkDeclaration declared) {
        return bytes == declared.bytes() && sha256.equals(declared.sha256());
    }
}
