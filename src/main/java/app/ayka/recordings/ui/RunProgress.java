package app.ayka.recordings.ui;

import app.ayka.base.ui.Chip;
import app.ayka.base.ui.Tone;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunState;
import app.ayka.recordings.StepProgress;
import app.ayka.recordings.StepState;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a run is: its five steps by name, and in one sentence what it waits for or why it ended. */
final class RunProgress extends Div {

    private final Chip state = new Chip("", Tone.QUIET);
    private final OrderedList steps = new OrderedList();
    private final NativeDetails cause = new NativeDetails();

    RunProgress() {
        addClassName("run-progress");
        state.getElement().setAttribute("role", "status");
        steps.addClassName("step-list");
        cause.setSummaryText(getTranslation("recordings.technical"));
        cause.addClassName("technical");
        add(state, steps, cause);
    }

    void show(boolean capturing, @Nullable Run run, List<StepProgress> progress) {
        var status = capturing
                ? new RunStatus(getTranslation("recordings.status.capturing"), Tone.BUSY)
                : RunStatus.of(run, progress);
        state.show(status.text(), status.tone());
        var done = run != null && run.state() == RunState.COMPLETED;
        setVisible(!done);
        steps.removeAll();
        steps.setVisible(RunStatus.showsSteps(run));
        progress.forEach(step -> steps.add(item(step)));
        var detail = run == null ? null : run.reasonDetail();
        cause.setVisible(detail != null && !detail.isBlank());
        cause.setContent(new Paragraph(detail == null ? "" : detail));
    }

    private ListItem item(StepProgress step) {
        var bar = new Span(new Span());
        bar.addClassName("step-bar");
        bar.getStyle().set("--share", String.valueOf(RunStatus.share(step)));
        bar.getElement().setAttribute("aria-hidden", "true");
        var item = new ListItem(new Span(RunStatus.of(step)), bar);
        item.getElement().setAttribute("data-state", step.state().name().toLowerCase(Locale.ROOT));
        if (step.state() == StepState.RUNNING) {
            item.getElement().setAttribute("aria-current", "step");
        }
        return item;
    }
}
