package app.ayka.recordings;

/** A recording takes in sound until it is sealed; only a sealed one is processed. */
public enum RecordingState {
    CAPTURING,
    SEALED
}
