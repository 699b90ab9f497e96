package app.ayka.recordings.ui;

import app.ayka.base.ui.Tone;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.RecordingSummary;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunState;
import app.ayka.recordings.StepProgress;
import app.ayka.recordings.StepState;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a recording or a run stands, in words a person would use. */
public record RunStatus(String text, Tone tone) {

    /** For a row: the first sentence; the page of the recording has the rest. */
    public static RunStatus of(RecordingSummary recording) {
        if (recording.state() == RecordingState.CAPTURING) {
            return new RunStatus(text("capturing"), Tone.BUSY);
        }
        var whole = of(recording.currentRun(), recording.steps());
        var end = whole.text().indexOf(". ");
        return end < 0 ? whole : new RunStatus(whole.text().substring(0, end + 1), whole.tone());
    }

    public static RunStatus of(@Nullable Run run, List<StepProgress> steps) {
        if (run == null) {
            return new RunStatus(text("queued"), Tone.QUIET);
        }
        return switch (run.state()) {
            case QUEUED -> new RunStatus(text("queued"), Tone.QUIET);
            case RUNNING -> new RunStatus(running(steps), Tone.BUSY);
            case WAITING -> new RunStatus(reason(run, "waiting"), Tone.WARNING);
            case COMPLETED -> new RunStatus(text("completed"), Tone.GOOD);
            case FAILED -> new RunStatus(reason(run, "failed"), Tone.BAD);
            case STOPPED -> new RunStatus(reason(run, "stopped"), Tone.QUIET);
        };
    }

    /** Whether bars of the steps say more than the words do. */
    static boolean showsSteps(@Nullable Run run) {
        return run != null && run.state() != RunState.COMPLETED && run.state() != RunState.STOPPED;
    }

    /** What the step does, and how far it is when that can be counted. */
    public static String of(StepProgress step) {
        var name = I18NProvider.translate("recordings.step." + step.step().key());
        return step.state() == StepState.RUNNING && step.total() > 1
                ? text("counted", name, step.done(), step.total())
                : name;
    }

    /** How much of the step is done, 0..1. */
    static double share(StepProgress step) {
        return switch (step.state()) {
            case WAITING -> 0;
            case RUNNING, FAILED -> step.total() == 0 ? 0.15 : Math.max(0.05, (double) step.done() / step.total());
            case DONE, REUSED, SKIPPED -> 1;
        };
    }

    private static String running(List<StepProgress> steps) {
        return steps.stream()
                .filter(step -> step.state() == StepState.RUNNING)
                .findFirst()
                .map(RunStatus::of)
                .orElseGet(() -> text("running"));
    }

    private static String reason(Run run, String key) {
        var reason = run.reason();
        return reason == null || reason.isBlank() ? text(key) : reason;
    }

    private static String text(String key, Object... params) {
        return I18NProvider.translate("recordings.status." + key, params);
    }
}
