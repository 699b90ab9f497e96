package app.ayka.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** All keys that do something, by where they do it. */
final class KeyboardDialog extends Dialog {

    private static final List<String> PLACES = List.of("recorder", "player", "transcript", "everywhere");

    KeyboardDialog() {
        setHeaderTitle(getTranslation("shell.keys"));
        setWidth("min(30rem, 92vw)");
        var list = new Div();
        list.addClassName("stack");
        // longer than a small window: whoever has no mouse scrolls it by its focus
        list.getElement()
                .setAttribute("tabindex", "0")
                .setAttribute("role", "group")
                .setAttribute("aria-label", getTranslation("shell.keys"));
        PLACES.forEach(place -> {
            var title = new H3(getTranslation("shell.keys." + place));
            title.addClassName("section-title");
            list.add(title, keys(getTranslation("shell.keys." + place + ".list")));
        });
        add(list);
        getFooter().add(new Button(getTranslation("base.close"), click -> close()));
    }

    /** Lines of "keys: what they do". */
    private static DescriptionList keys(String lines) {
        var list = new DescriptionList();
        list.addClassNames("facts", "keys");
        lines.lines().forEach(line -> {
            var parts = line.split(": ", 2);
            var keys = new DescriptionList.Term();
            for (var key : parts[0].split(" ")) {
                var cap = new Span(key);
                cap.addClassName("key");
                keys.add(cap);
            }
            list.add(keys, new DescriptionList.Description(parts[1]));
        });
        return list;
    }
}
