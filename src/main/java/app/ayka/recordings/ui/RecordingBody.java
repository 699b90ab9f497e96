package app.ayka.recordings.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.List;

/** The document and what came out of it: side by side on a wide screen, one or the other on a narrow one. */
final class RecordingBody extends Div {

    private static final List<String> PARTS = List.of("side", "main");

    private final Div tabs = new Div();
    private final Div columns;

    RecordingBody(Component main, Component side) {
        columns = new Div(main, side);
        columns.addClassName("recording-body");
        tabs.addClassName("recording-parts");
        tabs.getElement().setAttribute("role", "group");
        tabs.getElement().setAttribute("aria-label", getTranslation("recordings.part"));
        tabs.setVisible(false);
        PARTS.forEach(part -> {
            var tab = new NativeButton(getTranslation("recordings.part." + part), click -> choose(part));
            tab.setId("part-" + part);
            tabs.add(tab);
        });
        add(tabs, columns);
    }

    /** Offers the choice once there is a document; before that everything is one short page. */
    void offer(boolean transcriptFirst) {
        if (!tabs.isVisible()) {
            tabs.setVisible(true);
            choose(transcriptFirst ? "main" : "side");
        }
    }

    private void choose(String part) {
        columns.getElement().setAttribute("data-part", part);
        tabs.getChildren()
                .forEach(tab -> tab.getElement()
                        .setAttribute(
                                "aria-pressed",
                                String.valueOf(tab.getId().orElse("").equals("part-" + part))));
    }
}
