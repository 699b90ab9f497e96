package app.ayka.accounts.ui;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A field for short words of one's own: typed, Enter, and there it stands. */
final class Tags extends MultiSelectComboBox<String> {

    private static final long serialVersionUID = 1;

    private final Set<String> known = new LinkedHashSet<>();

    Tags(String label) {
        super(label);
        setItems(List.of());
        setAllowCustomValue(true);
        setAutoExpand(AutoExpandMode.VERTICAL);
        addCustomValueSetListener(typed -> {
            var chosen = new LinkedHashSet<>(getValue());
            for (var word : typed.getDetail().split(",")) {
                if (!word.isBlank()) {
                    chosen.add(word.strip());
                }
            }
            show(chosen);
        });
    }

    void show(Iterable<String> words) {
        var chosen = new LinkedHashSet<String>();
        words.forEach(chosen::add);
        known.addAll(chosen);
        setItems(new ArrayList<>(known));
        setValue(chosen);
    }
}
