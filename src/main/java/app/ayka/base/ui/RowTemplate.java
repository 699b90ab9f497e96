package app.ayka.base.ui;

import com.vaadin.flow.data.renderer.LitRenderer;

/** Rows of a list that the browser draws; the session keeps no component for them. */
public final class RowTemplate {

    private RowTemplate() {}

    /**
     * A renderer whose items have an {@code id}. A row that is on its way to the browser has none yet: it holds its
     * place and nothing in it can be clicked.
     */
    public static <T> LitRenderer<T> of(String template) {
        return LitRenderer.of("${item.id ? html`" + template + "` : html`<div class=\"row\"></div>`}");
    }
}
