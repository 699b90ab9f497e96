package app.ayka.recordings.ui;

import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Run;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.spring.annotation.SpringComponent;
import java.util.Optional;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;

/** What the recording is called, when it was, where it stands; renaming and deleting it. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class RecordingHeader extends Header {

    private final Recordings recordings;
    private final TimeWords times;
    private final H1 title = new H1();
    private final TextField name = new TextField();
    private final Div words = new Div();
    private final Span line = new Span();
    private final RunProgress progress = new RunProgress();
    private final Button rename = new Button(Icon.EDIT.create());
    private final Button delete = new Button(Icon.TRASH.create());
    private RecordingSection.@org.jspecify.annotations.Nullable Page page;

    RecordingHeader(Recordings recordings, TimeWords times) {
        this.recordings = recordings;
        this.times = times;
        addClassName("recording-header");
        var back = new Anchor("recordings", Icon.BACK.create(), new Span(getTranslation("recordings.title")));
        back.addClassName("back-link");
        rename.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        rename.setAriaLabel(getTranslation("recordings.rename"));
        rename.setTooltipText(getTranslation("recordings.rename"));
        rename.addClickListener(click -> edit(true));
        delete.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        delete.setAriaLabel(getTranslation("recordings.delete"));
        delete.setTooltipText(getTranslation("recordings.delete"));
        delete.addClickListener(click -> delete());
        name.setAriaLabel(getTranslation("recordings.rename"));
        name.setMaxLength(Recordings.MAX_TITLE);
        name.setVisible(false);
        name.addClassName("title-field");
        name.addKeyDownListener(com.vaadin.flow.component.Key.ENTER, key -> save());
        name.addKeyDownListener(com.vaadin.flow.component.Key.ESCAPE, key -> edit(false));
        name.addBlurListener(blur -> save());
        line.addClassName("muted");
        words.addClassName("title-row");
        words.add(title, name, rename, delete);
        add(back, words, line, progress);
    }

    void show(RecordingSection.Page shown) {
        page = shown;
        var recording = shown.recording();
        title.setText(recording.title());
        var parts = new StringBuilder(times.when(recording.recordedAt()));
        var duration = recording.durationMs();
        if (duration != null && duration > 0) {
            parts.append(" · ").append(times.length(duration));
        }
        if (recording.source() != RecordingSource.CAPTURE) {
            parts.append(" · ").append(getTranslation("recordings.source." + recording.source()));
        }
        line.setText(parts.toString());
        progress.show(
                recording.state() == RecordingState.CAPTURING, current(shown).orElse(null), shown.steps());
    }

    private static Optional<Run> current(RecordingSection.Page page) {
        var id = page.recording().currentRun();
        return page.recording().runs().stream()
                .filter(run -> run.id().equals(id))
                .findFirst();
    }

    private void edit(boolean on) {
        title.setVisible(!on);
        rename.setVisible(!on);
        name.setVisible(on);
        if (on) {
            name.setValue(title.getText());
            name.focus();
        }
    }

    private void save() {
        var shown = page;
        if (shown != null && name.isVisible()) {
            edit(false);
            if (!name.getValue().isBlank() && !name.getValue().strip().equals(title.getText())) {
                recordings.rename(shown.recording().id(), name.getValue());
                shown.refresh();
            }
        }
    }

    private void delete() {
        var shown = page;
        if (shown == null) {
            return;
        }
        var id = shown.recording().id();
        recordings.delete(id);
        getUI().ifPresent(ui -> {
            ui.navigate("recordings");
            Toasts.undoable(
                    getTranslation("recordings.deleted", shown.recording().title()), () -> {
                        recordings.restore(id);
                        ui.navigate("recordings/" + id);
                    });
        });
    }
}
