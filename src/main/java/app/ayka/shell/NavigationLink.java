package app.ayka.shell;

import app.ayka.base.ui.Icon;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.menu.MenuEntry;

/** One page of the navigation; says by {@code aria-current} when it or a page below it is open. */
class NavigationLink extends Anchor {

    private final String path;

    NavigationLink(MenuEntry entry, String text, boolean admin) {
        super(entry.path().replaceFirst("^/", ""), "");
        path = entry.path().replaceFirst("^/", "");
        var icon = entry.icon();
        addClassName("nav-link");
        setClassName("nav-admin", admin);
        if (icon != null && !icon.isEmpty()) {
            add(Icon.of(icon).create());
        }
        add(new Span(text));
    }

    void highlight(String current) {
        if (current.equals(path) || (!path.isEmpty() && current.startsWith(path + "/"))) {
            getElement().setAttribute("aria-current", "page");
        } else {
            getElement().removeAttribute("aria-current");
        }
    }
}
