package app.ayka.recordings;

/** How a recording came in. An {@link #IMPORT} has a transcript and no sound. */
public enum RecordingSource {
    CAPTURE,
    UPLOAD,
    IMPORT,
    SAMPLE
}
