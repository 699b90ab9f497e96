package app.ayka.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;

/** A list with the chosen one beside it; on a narrow screen the chosen one covers the list. */
public final class Panes extends Div {

    private final Div detail = new Div();

    public Panes(Component list, Component nothingChosen) {
        addClassName("panes");
        var left = new Div(list);
        left.addClassName("pane-list");
        detail.addClassName("pane-detail");
        detail.add(nothingChosen);
        add(left, detail);
    }

    public void open(Component chosen) {
        detail.removeAll();
        detail.add(chosen);
        getElement().setAttribute("data-open", true);
    }

    public void close(Component nothingChosen) {
        detail.removeAll();
        detail.add(nothingChosen);
        getElement().removeAttribute("data-open");
    }
}
