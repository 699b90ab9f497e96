package app.ayka.recordings.capture;

import app.ayka.recordings.RecordingState;
import app.ayka.recordings.RecordingSummary;
import app.ayka.recordings.Run;
import app.ayka.recordings.StepState;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a device lists it.
 *
 * @param state capturing, queued, running, waiting, completed, failed or stopped
 * @param step what is being done while it is running: prepare, transcribe, voices, leads or summary
 * @param done of {@code total} items of the step; both 0 while they cannot be counted
 * @param reason a sentence for people: why it waits or failed
 */
record ListedRecording(
        String recording,
        String title,
        String source,
        Instant recordedAt,
        @Nullable Long durationMs,
        String state,
        @Nullable String step,
        int done,
        int total,
        @Nullable String reason) {

    static ListedRecording of(RecordingSummary summary) {
        var run = summary.currentRun();
        var running = summary.steps().stream()
                .filter(step -> step.state() == StepState.RUNNING)
                .findFirst();
        return new ListedRecording(
                summary.id().toString(),
                summary.title(),
                summary.source().name(),
                summary.recordedAt(),
                summary.durationMs(),
                state(summary.state(), run),
                running.map(step -> step.step().key()).orElse(null),
                running.map(step -> step.done()).orElse(0),
                running.map(step -> step.total()).orElse(0),
                run == null ? null : run.reason());
    }

    private static String state(RecordingState state, @Nullable Run run) {
        if (state == RecordingState.CAPTURING) {
            return "capturing";
        }
        return run == null ? "queued" : run.state().name().toLowerCase(Locale.ROOT);
    }
}
