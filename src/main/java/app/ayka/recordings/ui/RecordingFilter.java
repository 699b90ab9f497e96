package app.ayka.recordings.ui;

import app.ayka.recordings.RecordingState;
import app.ayka.recordings.RecordingSummary;
import app.ayka.recordings.RunState;
import java.util.Locale;

/** Which recordings the list shows. */
enum RecordingFilter {
    ALL,
    UNDER_WAY,
    READY,
    NEEDS_YOU;

    boolean shows(RecordingSummary recording) {
        var run = recording.currentRun();
        var state = run == null ? null : run.state();
        return switch (this) {
            case ALL -> true;
            case UNDER_WAY ->
                recording.state() == RecordingState.CAPTURING || state == RunState.QUEUED || state == RunState.RUNNING;
            case READY -> state == RunState.COMPLETED;
            case NEEDS_YOU -> state == RunState.WAITING || state == RunState.FAILED || state == RunState.STOPPED;
        };
    }

    String messageKey() {
        return "recordings.filter." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
