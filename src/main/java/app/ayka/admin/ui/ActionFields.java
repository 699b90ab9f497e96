package app.ayka.admin.ui;

import app.ayka.jobs.console.JobAction;
import app.ayka.recordings.Step;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an action wants to know: where a new run begins and what is different in it, or a priority. */
class ActionFields extends Div {

    private static final List<String> ENGINES = List.of("whisper", "openai");
    private static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "fi", "cs", "uk", "tr", "ja", "zh");
    private static final int MOST_SPEAKERS = 20;
    private static final int HIGHEST = 9;

    private final JobAction action;
    private final Select<Step> from = new Select<>();
    private final Select<String> engine = new Select<>();
    private final TextField model = new TextField(getTranslation("speech.option.model"));
    private final Select<String> language = new Select<>();
    private final IntegerField least = number("admin.option.speakers.min", 1, MOST_SPEAKERS);
    private final IntegerField most = number("admin.option.speakers.max", 1, MOST_SPEAKERS);
    private final IntegerField priority = number("admin.option.priority", -HIGHEST, HIGHEST);
    private final transient Runnable changed;

    ActionFields(JobAction action, Runnable changed) {
        this.action = action;
        this.changed = changed;
        addClassName("action-fields");
        if (action == JobAction.NEW_RUN) {
            newRun();
        } else if (action == JobAction.PRIORITY) {
            priority.setValue(0);
            priority.setHelperText(getTranslation("admin.option.priority.help"));
            priority.addValueChangeListener(change -> changed.run());
            add(priority);
        } else {
            setVisible(false);
        }
    }

    private void newRun() {
        from.setLabel(getTranslation("speech.option.from"));
        from.setItems(Step.values());
        from.setItemLabelGenerator(step -> JobWords.step(step.key()));
        from.setValue(Step.TRANSCRIBE);
        optional(engine, "admin.option.engine", ENGINES);
        engine.setItemLabelGenerator(
                name -> getTranslation(name == null ? "admin.option.configured" : "admin.engine." + name));
        model.setPlaceholder(getTranslation("admin.option.configured"));
        model.setValueChangeMode(ValueChangeMode.LAZY);
        optional(language, "speech.option.language", LANGUAGES);
        language.setEmptySelectionCaption(getTranslation("speech.option.detect"));
        language.setItemLabelGenerator(tag -> tag == null
                ? getTranslation("speech.option.detect")
                : Locale.forLanguageTag(tag).getDisplayLanguage(getLocale()));
        from.addValueChangeListener(change -> fit());
        List.of(engine, language).forEach(select -> select.addValueChangeListener(change -> changed.run()));
        model.addValueChangeListener(change -> changed.run());
        List.of(least, most).forEach(field -> field.addValueChangeListener(change -> changed.run()));
        add(from, engine, model, language, least, most);
        enable();
    }

    private void optional(Select<String> select, String label, List<String> items) {
        select.setLabel(getTranslation(label));
        select.setItems(items);
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(getTranslation("admin.option.configured"));
    }

    private IntegerField number(String label, int from, int to) {
        var field = new IntegerField(getTranslation(label));
        field.setMin(from);
        field.setMax(to);
        field.setStepButtonsVisible(true);
        return field;
    }

    private void fit() {
        enable();
        changed.run();
    }

    /** Engine, model and language change only what is written down, numbers of speakers only the voices. */
    private void enable() {
        var transcribes = from.getValue().ordinal() <= Step.TRANSCRIBE.ordinal();
        var separates = from.getValue().ordinal() <= Step.VOICES.ordinal();
        engine.setEnabled(transcribes);
        model.setEnabled(transcribes);
        language.setEnabled(transcribes);
        least.setEnabled(separates);
        most.setEnabled(separates);
    }

    Map<String, String> parameters() {
        var all = new LinkedHashMap<String, String>();
        if (action == JobAction.PRIORITY) {
            put(all, "priority", priority.getValue(), true);
        } else if (action == JobAction.NEW_RUN) {
            all.put("from", from.getValue().key());
            put(all, "engine", engine.getValue(), engine.isEnabled());
            put(all, "model", model.getValue(), model.isEnabled());
            put(all, "language", language.getValue(), language.isEnabled());
            put(all, "speakers-min", least.getValue(), least.isEnabled());
            put(all, "speakers-max", most.getValue(), most.isEnabled());
        }
        return all;
    }

    private static void put(Map<String, String> all, String name, @Nullable Object value, boolean enabled) {
        if (enabled && value != null && !value.toString().isBlank()) {
            all.put(name, value.toString().strip());
        }
    }
}
