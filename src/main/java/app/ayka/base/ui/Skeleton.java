package app.ayka.base.ui;

import com.vaadin.flow.component.html.Div;
import java.util.stream.IntStream;

/** Grey lines in the place of what is being read, so that nothing jumps when it comes. */
public final class Skeleton extends Div {

    public Skeleton(int rows) {
        addClassName("skeleton");
        getElement().setAttribute("role", "status");
        getElement().setAttribute("aria-label", getTranslation("base.loading"));
        IntStream.range(0, rows).forEach(row -> {
            var line = new Div();
            line.addClassName("skeleton-row");
            add(line);
        });
    }
}
