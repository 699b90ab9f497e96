package app.ayka.speech.ui;

import app.ayka.base.ui.Chip;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.ui.RecordingSection;
import app.ayka.recordings.ui.RunStatus;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.spring.annotation.SpringComponent;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

/** Every time AYKA worked on the recording: how it went, whose results are shown, and working on it again. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(30)
class HistorySection extends RecordingSection {

    private final Recordings recordings;
    private final Runs runs;
    private final TimeWords times;
    private final ModelDownloads models;
    private final UnorderedList list = new UnorderedList();
    private final Button again = new Button(getTranslation("speech.again"), Icon.REDO.create());
    private @Nullable Page shown;

    HistorySection(Recordings recordings, Runs runs, TimeWords times, ModelDownloads models) {
        this.recordings = recordings;
        this.runs = runs;
        this.times = times;
        this.models = models;
        addClassName("card");
        list.addClassName("history");
        again.addClickListener(click -> again());
        add(new H2(getTranslation("speech.history")), list, again);
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public void show(Page page) {
        var recording = page.recording();
        setVisible(recording.state() == RecordingState.SEALED);
        list.removeAll();
        recording.runs().forEach(run -> list.add(item(page, run)));
        again.setVisible(recording.runs().stream().allMatch(run -> run.state().isFinal()));
        shown = page;
    }

    private ListItem item(Page page, Run run) {
        var steps = run.id().equals(page.recording().currentRun()) ? page.steps() : runs.steps(run.id());
        var status = RunStatus.of(run, steps);
        var when = new Span(times.when(run.createdAt()));
        when.addClassNames("muted", "small");
        var item = new ListItem(new Chip(status.text(), status.tone()), when, new Span(how(run)));
        var actions = new Div();
        actions.addClassName("page-actions");
        var current = run.id().equals(page.recording().currentRun());
        if (run.state() == RunState.COMPLETED && !current) {
            actions.add(small("speech.show-run", () -> {
                recordings.keepRun(page.recording().id(), run.id());
                page.refresh();
            }));
        }
        if (run.canRestart()) {
            actions.add(small("speech.restart", () -> {
                runs.restart(run.id());
                Toasts.tell(getTranslation("speech.restarted"));
                page.refresh();
            }));
        }
        if (!run.state().isFinal()) {
            actions.add(small("speech.stop", () -> {
                runs.stop(run.id());
                Toasts.tell(getTranslation("speech.stopping"));
            }));
        }
        if (current && page.recording().runs().size() > 1) {
            item.add(new Span(getTranslation("speech.current")));
        }
        if (actions.getComponentCount() > 0) {
            item.add(actions);
        }
        return item;
    }

    /** With which model and language, and from which step on, where that is not what always happens. */
    private String how(Run run) {
        var parts = new ArrayList<String>();
        var model = run.options().model();
        var language = run.options().language();
        if (model != null) {
            parts.add(model);
        }
        if (language != null) {
            parts.add(java.util.Locale.forLanguageTag(language).getDisplayLanguage(getLocale()));
        }
        if (run.fromStep() != Step.PREPARE) {
            parts.add(getTranslation(
                    "speech.from",
                    getTranslation("recordings.step." + run.fromStep().key())));
        }
        return String.join(" · ", parts);
    }

    private void again() {
        var page = shown;
        if (page != null) {
            new RunAgainDialog(recordings, models, page).open();
        }
    }

    private Button small(String key, Runnable action) {
        var button = new Button(getTranslation(key), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return button;
    }
}
