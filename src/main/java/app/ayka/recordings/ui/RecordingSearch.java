package app.ayka.recordings.ui;

import app.ayka.base.ui.Icon;
import app.ayka.recordings.RecordingSummary;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;

/** Finds recordings by title, by tag, and by what they wait for. */
final class RecordingSearch extends Div {

    private final TextField title = new TextField();
    private final Select<RecordingFilter> filter = new Select<>();
    private final Select<String> tag = new Select<>();

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
        tag.setAriaLabel(getTranslation("recordings.tag"));
        tag.setItemLabelGenerator(choice -> choice.isEmpty() ? getTranslation("recordings.tag.all") : choice);
        tag.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.run();
            }
        });
        offer(List.of());
        add(title, filter, tag);
    }

    /** Offers the user's tags; the one that is chosen stays chosen as long as it is among them. */
    void offer(List<String> tags) {
        var chosen = tag();
        var choices = new ArrayList<String>(List.of(""));
        choices.addAll(tags);
        tag.setItems(choices);
        tag.setValue(choices.contains(chosen) ? chosen : "");
        tag.setVisible(!tags.isEmpty());
    }

    /** The tag that recordings have to carry; empty for all. */
    String tag() {
        var chosen = tag.getValue();
        return chosen == null ? "" : chosen;
    }

    /** Whether a recording whose title and tags match is among those that are asked for. */
    boolean shows(RecordingSummary recording) {
        return filter().shows(recording)
                && (tag().isEmpty() || recording.tags().stream().anyMatch(tag()::equalsIgnoreCase));
    }

    /** What titles or tags have to contain; empty for all. */
    String text() {
        return title.getValue().strip();
    }

    RecordingFilter filter() {
        return filter.getValue();
    }

    void showAll() {
        filter.setValue(RecordingFilter.ALL);
        tag.setValue("");
        title.clear();
    }
}
