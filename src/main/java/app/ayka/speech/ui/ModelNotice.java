package app.ayka.speech.ui;

import app.ayka.base.ui.LiveUpdates;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.recordings.ui.RecordingSection;
import app.ayka.speech.engine.CatalogueModel;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.security.AuthenticationContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

/** A recording that waits because no recognition model is there: says so, and fetches one for whoever may decide that. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(10)
class ModelNotice extends RecordingSection {

    private static final double MEGABYTE = 1e6;

    private final ModelDownloads downloads;
    private final Select<CatalogueModel> choice = new Select<>();
    private final Button fetch = new Button(getTranslation("speech.model.fetch"));
    private final ProgressBar bar = new ProgressBar();
    private final Span state = new Span();
    private final Div controls = new Div(choice, fetch);
    private final Paragraph about = new Paragraph();

    ModelNotice(ModelDownloads downloads, AuthenticationContext authentication) {
        this.downloads = downloads;
        addClassNames("card", "notice");
        choice.setLabel(getTranslation("speech.model"));
        choice.setItems(downloads.choices());
        choice.setItemLabelGenerator(model -> getTranslation(
                model.checksum().isPresent() ? "speech.model.choice" : "speech.model.choice.unverified",
                model.name(),
                model.megabytes()));
        choice.addValueChangeListener(change -> showState());
        choice.setWidthFull();
        fetch.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        fetch.addClickListener(click -> choice.getOptionalValue().ifPresent(model -> {
            downloads.start(model);
            showState();
        }));
        controls.addClassName("model-controls");
        about.addClassNames("muted", "small");
        state.getElement().setAttribute("role", "status");
        var mayFetch = authentication.hasRole("ADMIN");
        var todo = new Paragraph(getTranslation(mayFetch ? "speech.model.todo" : "speech.model.ask"));
        add(new H2(getTranslation("speech.model.missing")), todo);
        if (mayFetch && !downloads.choices().isEmpty()) {
            add(controls, about, bar, state);
            choice.setValue(suggested());
        }
        LiveUpdates.<String>follow(this, downloads::onChange, changed -> showState());
    }

    @Override
    public Place place() {
        return Place.NOTICE;
    }

    @Override
    public void show(Page page) {
        var run = page.recording().runs().stream()
                .filter(one -> one.id().equals(page.recording().currentRun()))
                .findFirst();
        var untranscribed = page.steps().stream()
                .anyMatch(step -> step.step() == Step.TRANSCRIBE && step.state() != StepState.DONE);
        setVisible(run.filter(one -> one.state() == RunState.WAITING).isPresent()
                && untranscribed
                && downloads.installed().isEmpty());
    }

    /** Good enough for a laptop, small enough to wait for. */
    private @Nullable CatalogueModel suggested() {
        var all = downloads.choices();
        return all.stream()
                .filter(model -> model.name().equals("small"))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getLast());
    }

    private void showState() {
        var model = choice.getValue();
        if (model == null) {
            return;
        }
        about.setText(getTranslation("speech.model.about", model.words(), model.licence()));
        var now = downloads.state(model);
        var running = now.filter(ModelDownloads.Download::isRunning).isPresent();
        bar.setVisible(running);
        fetch.setEnabled(!running);
        state.setText(now.map(this::words).orElse(""));
        now.filter(download -> download.totalBytes() > 0)
                .ifPresentOrElse(
                        download -> {
                            bar.setIndeterminate(false);
                            bar.setValue(Math.min(1, (double) download.bytes() / download.totalBytes()));
                        },
                        () -> bar.setIndeterminate(true));
    }

    private String words(ModelDownloads.Download download) {
        if (download.failure().isPresent()) {
            return download.failure().get();
        }
        return download.done()
                ? getTranslation("speech.model.done")
                : getTranslation(
                        "speech.model.progress",
                        Math.round(download.bytes() / MEGABYTE),
                        Math.max(0, Math.round(download.totalBytes() / MEGABYTE)));
    }
}
