package app.ayka.speech.ui;

import app.ayka.base.ui.Toasts;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import app.ayka.recordings.ui.RecordingSection;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Has AYKA work on a recording once more, from a step on and with other options. */
class RunAgainDialog extends Dialog {

    private static final int MOST_SPEAKERS = 20;
    private static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "fi", "cs", "uk", "tr", "ja", "zh");

    private final Select<Step> from = new Select<>();
    private final Select<String> model = new Select<>();
    private final Select<String> language = new Select<>();
    private final IntegerField speakers = new IntegerField(getTranslation("speech.option.speakers"));

    RunAgainDialog(Recordings recordings, ModelDownloads models, RecordingSection.Page page) {
        setHeaderTitle(getTranslation("speech.again"));
        var hasSound = page.recording().source() != RecordingSource.IMPORT
                && !page.recording().takes().isEmpty();
        from.setLabel(getTranslation("speech.option.from"));
        from.setItems(Arrays.stream(Step.values())
                .filter(step -> hasSound || step.ordinal() >= Step.LEADS.ordinal())
                .toList());
        from.setItemLabelGenerator(step -> getTranslation("recordings.step." + step.key()));
        from.setValue(hasSound ? Step.TRANSCRIBE : Step.LEADS);
        optional(model, "speech.option.model", "speech.option.best", models.installed());
        optional(language, "speech.option.language", "speech.option.detect", LANGUAGES);
        language.setItemLabelGenerator(tag -> tag == null
                ? getTranslation("speech.option.detect")
                : Locale.forLanguageTag(tag).getDisplayLanguage(getLocale()));
        speakers.setMin(1);
        speakers.setMax(MOST_SPEAKERS);
        speakers.setStepButtonsVisible(true);
        speakers.setHelperText(getTranslation("speech.option.speakers.help"));
        from.addValueChangeListener(change -> enable());
        enable();
        var note = new Paragraph(getTranslation("speech.again.note"));
        note.addClassNames("muted", "small");
        var form = new Div(from, model, language, speakers, note);
        form.addClassName("stack");
        add(form);
        setWidth("min(28rem, 92vw)");
        var start = new Button(getTranslation("speech.again.go"), click -> start(recordings, page));
        start.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(getTranslation("base.cancel"), click -> close()), start);
    }

    private void optional(Select<String> select, String labelKey, String emptyKey, List<String> items) {
        select.setLabel(getTranslation(labelKey));
        select.setItems(items);
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(getTranslation(emptyKey));
    }

    /** Model and language change only what is written down, the number of speakers only the voices. */
    private void enable() {
        var step = from.getValue();
        var transcribes = step.ordinal() <= Step.TRANSCRIBE.ordinal();
        model.setEnabled(transcribes);
        language.setEnabled(transcribes);
        speakers.setEnabled(step.ordinal() <= Step.VOICES.ordinal());
    }

    private void start(Recordings recordings, RecordingSection.Page page) {
        if (speakers.isInvalid()) {
            return;
        }
        var step = from.getValue();
        var options = new RunOptions(
                null,
                model.isEnabled() ? model.getValue() : null,
                language.isEnabled() ? language.getValue() : null,
                speakers.isEnabled() ? speakers.getValue() : null,
                speakers.isEnabled() ? speakers.getValue() : null);
        recordings.again(page.recording().id(), step, options);
        close();
        page.refresh();
        Toasts.tell(getTranslation("speech.again.queued"));
    }
}
