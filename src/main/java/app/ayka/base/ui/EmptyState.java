package app.ayka.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** What stands where nothing is yet: what will be here, and the first thing to do. */
public final class EmptyState extends Div {

    public EmptyState(Icon icon, String headline, String text, Component... actions) {
        addClassName("empty-state");
        var picture = icon.create();
        picture.addClassName("empty-icon");
        add(picture, new H2(headline), new Paragraph(text));
        if (actions.length > 0) {
            var row = new Div(actions);
            row.addClassName("empty-actions");
            add(row);
        }
    }
}
