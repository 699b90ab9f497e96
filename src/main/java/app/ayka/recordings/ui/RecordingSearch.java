package app.ayka.recordings.ui;

import app.ayka.base.ui.Icon;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;

/** Finds recordings by title and by what they wait for. */
final class RecordingSearch extends Div {

    private final TextField title = new TextField();
    private final Select<RecordingFilter> filter = new Select<>();

    RecordingSearch(Runnable changed) {
        addClassName("toolbar");
        title.setPlaceholder(getTranslation("recordings.search"));
        title.setAriaLabel(getTranslation("recordings.search"));
        title.setPrefixComponent(Icon.SEARCH.create());
        title.setClearButtonVisible(true);
        title.setValueChangeMode(ValueChangeMode.LAZY);
        title.addValueChangeListener(change -> changed.run());
        filter.setAriaLabel(getTranslation("recordings.filter"));
        filter.setItems(RecordingFilter.values());
        filter.setItemLabelGenerator(choice -> getTranslation(choice.messageKey()));
        filter.setValue(RecordingFilter.ALL);
        filter.addValueChangeListener(change -> changed.run());
        add(title, filter);
    }

    /** What titles have to contain; empty for all. */
    String text() {
        return title.getValue().strip();
    }

    RecordingFilter filter() {
        return filter.getValue();
    }

    void showAll() {
        filter.setValue(RecordingFilter.ALL);
        title.clear();
    }
}
