package app.ayka.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;

/** The head of a page: its one title, a line below it, and what can be done with the page as a whole. */
public final class PageHeader extends Header {

    private final H1 title = new H1();
    private final Paragraph line = new Paragraph();
    private final Div actions = new Div();

    public PageHeader(String text, Component... actions) {
        addClassName("page-header");
        line.addClassName("page-line");
        line.setVisible(false);
        this.actions.addClassName("page-actions");
        title.setText(text);
        setActions(actions);
        var words = new Div(title, line);
        words.addClassName("page-words");
        add(words, this.actions);
    }

    public void setTitle(String text) {
        title.setText(text);
    }

    public void setLine(String text) {
        line.setText(text);
        line.setVisible(!text.isEmpty());
    }

    public void setActions(Component... components) {
        actions.removeAll();
        actions.add(components);
        actions.setVisible(components.length > 0);
    }
}
