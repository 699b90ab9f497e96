package app.ayka.accounts.ui;

import com.vaadin.flow.component.html.Anchor;

/** Leads into the phone app ({@code ayka:}), or to a page that is none of the router's. */
final class AppAnchor extends Anchor {

    private static final long serialVersionUID = 1;

    AppAnchor(String address, String text) {
        setText(text);
        setUnsafeHref(
                address); // Vaadin takes no scheme but its own few for safe; this address is ours, not a visitor's
        setRouterIgnore(true);
        addClassName("connect-back");
    }
}
