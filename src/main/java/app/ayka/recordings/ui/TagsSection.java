package app.ayka.recordings.ui;

import app.ayka.recordings.Tags;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.spring.annotation.SpringComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

/** The words to find the recording by; offers those that the user gave to others. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(22)
class TagsSection extends RecordingSection {

    private static final int OFFERED = 200;

    private final Tags tags;
    private final MultiSelectComboBox<String> field = new MultiSelectComboBox<>();
    private @Nullable Page shown;
    private boolean first = true;

    TagsSection(Tags tags) {
        this.tags = tags;
        addClassName("card");
        field.setAriaLabel(getTranslation("recordings.tags"));
        field.setPlaceholder(getTranslation("recordings.tags.placeholder"));
        field.setAllowCustomValue(true);
        field.setAutoExpand(MultiSelectComboBox.AutoExpandMode.VERTICAL);
        field.setWidthFull();
        field.addCustomValueSetListener(typed -> {
            var wanted = new ArrayList<>(field.getValue());
            wanted.addAll(Arrays.asList(typed.getDetail().split(",")));
            save(wanted);
        });
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                save(change.getValue());
            }
        });
        add(new H2(getTranslation("recordings.tags")), field);
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public void show(Page page) {
        shown = page;
        var given = tags.of(page.recording().id());
        if (first || !field.getValue().equals(Set.copyOf(given))) { // else nothing is moved under the finger
            first = false;
            offer(given);
        }
    }

    /** What does not fit is said and left out; nothing is cut. */
    private void save(Collection<String> wanted) {
        var page = shown;
        if (page == null) {
            return;
        }
        var fitting = wanted.stream().filter(Tags::fits).toList();
        tags.set(page.recording().id(), fitting);
        var kept = tags.of(page.recording().id());
        offer(kept);
        var tooLong = fitting.size() < wanted.size();
        var tooMany = wanted.size() > Tags.MAX_TAGS && kept.size() == Tags.MAX_TAGS;
        field.setErrorMessage(
                tooLong
                        ? getTranslation("recordings.tags.too-long", Tags.MAX_TAG)
                        : getTranslation("recordings.tags.too-many", Tags.MAX_TAGS));
        field.setInvalid(tooLong || tooMany);
    }

    private void offer(List<String> given) {
        var items = new LinkedHashSet<>(given);
        tags.known(OFFERED).stream()
                .filter(known -> given.stream().noneMatch(known::equalsIgnoreCase))
                .forEach(items::add);
        field.setItems(new ArrayList<>(items));
        field.setValue(new LinkedHashSet<>(given));
    }
}
