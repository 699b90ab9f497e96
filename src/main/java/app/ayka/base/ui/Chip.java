package app.ayka.base.ui;

import com.vaadin.flow.component.html.Span;

/** A short state in words with a coloured dot, such as "Ready". */
public final class Chip extends Span {

    public Chip(String text, Tone tone) {
        addClassName("chip");
        show(text, tone);
    }

    public void show(String text, Tone tone) {
        setText(text);
        getElement().setAttribute("data-tone", tone.key());
    }
}
