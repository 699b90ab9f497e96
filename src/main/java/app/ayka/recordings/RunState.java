package app.ayka.recordings;

/** Where a run stands. {@link #WAITING} goes on by itself once what it waits for is there; its reason says what. */
public enum RunState {
    QUEUED,
    RUNNING,
    WAITING,
    COMPLETED,
    FAILED,
    STOPPED;

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == STOPPED;
    }
}
