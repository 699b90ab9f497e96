package app.ayka.recordings;

/** Where a step of a run stands; {@link #REUSED} takes its parent run's result. */
public enum StepState {
    WAITING,
    RUNNING,
    DONE,
    REUSED,
    SKIPPED,
    FAILED
}
