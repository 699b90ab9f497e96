package app.ayka.admin.ui;

import app.ayka.base.ui.Icon;
import app.ayka.jobs.console.Jobs.ErrorClass;
import app.ayka.recordings.RunState;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What the list of jobs is filtered by. Each change is a new address. */
class JobFilterBar extends Div {

    private static final String PIPELINE = "process-recording";

    private final transient Consumer<JobQuery> changed;
    private final Map<RunState, Button> states = new EnumMap<>(RunState.class);
    private final Map<RunState, Span> counts = new EnumMap<>(RunState.class);
    private final TextField id = new TextField();
    private final TextField user = new TextField();
    private final Select<String> age = new Select<>();
    private final Select<String> error = new Select<>();
    private final Select<String> job = new Select<>();
    private final Button fold = new Button(); // where there is no room for the fields beside each other
    private final Button clear = new Button(getTranslation("admin.jobs.clear"));
    private transient JobQuery query = new JobQuery("", Set.of(), "", "", "", "");
    private final Map<String, String> errorWords = new HashMap<>();

    JobFilterBar(Consumer<JobQuery> changed) {
        this.changed = changed;
        addClassName("job-filters");
        var chips = new Div();
        chips.addClassName("state-chips");
        chips.getElement().setAttribute("role", "group");
        chips.getElement().setAttribute("aria-label", getTranslation("admin.jobs.filter.state"));
        for (var state : List.of(
                RunState.RUNNING,
                RunState.WAITING,
                RunState.QUEUED,
                RunState.FAILED,
                RunState.STOPPED,
                RunState.COMPLETED)) {
            chips.add(chip(state));
        }
        text(id, "admin.jobs.filter.id");
        id.setPrefixComponent(Icon.SEARCH.create());
        text(user, "admin.jobs.filter.user");
        select(age, "admin.jobs.filter.age", JobQuery.AGES);
        age.setItemLabelGenerator(value -> value == null
                ? getTranslation("admin.jobs.filter.age")
                : getTranslation("admin.age." + value.replace('>', '-')));
        select(error, "admin.jobs.filter.error", List.of());
        error.addClassName("job-error");
        error.setItemLabelGenerator(value ->
                value == null ? getTranslation("admin.jobs.filter.error") : errorWords.getOrDefault(value, value));
        select(job, "admin.jobs.filter.job", List.of(PIPELINE));
        job.setItemLabelGenerator(value -> value == null ? getTranslation("admin.jobs.filter.job") : value);
        clear.addClickListener(click -> tell(new JobQuery("", Set.of(), "", "", "", "")));
        var fields = new Div(id, user, age, error, job, clear);
        fields.addClassNames("toolbar", "job-fields");
        fold.addClassName("job-fold");
        fold.getElement().setAttribute("aria-expanded", "false");
        fold.addClickListener(click -> {
            var open = !getClassNames().contains("open");
            setClassName("open", open);
            fold.getElement().setAttribute("aria-expanded", String.valueOf(open));
        });
        add(chips, fold, fields);
    }

    private Button chip(RunState state) {
        var count = new Span();
        count.addClassName("state-count");
        var dot = new Span(JobWords.state(state));
        dot.addClassName("chip");
        dot.getElement().setAttribute("data-tone", JobWords.tone(state).key());
        var button = new Button(dot);
        button.setSuffixComponent(count);
        button.addClassName("state-chip");
        button.addClickListener(click -> {
            var chosen = new HashSet<>(query.states());
            if (!chosen.remove(state)) {
                chosen.add(state);
            }
            tell(query.withStates(chosen));
        });
        states.put(state, button);
        counts.put(state, count);
        return button;
    }

    private void text(TextField field, String key) {
        field.setPlaceholder(getTranslation(key));
        field.setAriaLabel(getTranslation(key));
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(change -> typed(change.isFromClient()));
    }

    private void select(Select<String> select, String key, List<String> items) {
        select.setAriaLabel(getTranslation(key));
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(getTranslation(key));
        select.setPlaceholder(getTranslation(key));
        select.setItems(items);
        select.addValueChangeListener(change -> typed(change.isFromClient()));
    }

    private void typed(boolean byPerson) {
        if (byPerson) {
            tell(new JobQuery(
                    id.getValue().strip(),
                    query.states(),
                    user.getValue().strip(),
                    value(age),
                    value(error),
                    value(job)));
        }
    }

    private static String value(Select<String> select) {
        var value = select.getValue();
        return value == null ? "" : value;
    }

    private void tell(JobQuery next) {
        changed.accept(next);
    }

    /** Shows what the address says. */
    void show(JobQuery shown, Map<RunState, Integer> found, List<ErrorClass> errors) {
        query = shown;
        errorWords.clear();
        errors.forEach(
                kind -> errorWords.put(kind.name(), getTranslation("admin.jobs.error", kind.name(), kind.count())));
        var items =
                new java.util.ArrayList<>(errors.stream().map(ErrorClass::name).toList());
        if (!shown.error().isEmpty() && !items.contains(shown.error())) {
            items.add(shown.error());
        }
        error.setItems(items);
        id.setValue(shown.id());
        user.setValue(shown.user());
        set(age, shown.age());
        set(error, shown.error());
        set(job, PIPELINE.equals(shown.job()) ? shown.job() : "");
        states.forEach((state, button) -> button.getElement()
                .setAttribute("aria-pressed", String.valueOf(shown.states().contains(state))));
        clear.setVisible(!shown.isEmpty());
        fold.setText(getTranslation("admin.jobs.fold", shown.fields()));
        count(found);
    }

    void count(Map<RunState, Integer> found) {
        counts.forEach(
                (state, count) -> count.setText(String.format(getLocale(), "%,d", found.getOrDefault(state, 0))));
    }

    private static void set(Select<String> select, String value) {
        if (value.isEmpty()) {
            select.clear();
        } else {
            select.setValue(value);
        }
    }
}
