package app.ayka.base.ui;

import com.vaadin.flow.component.Component;

/**
 * Something that stays on the page whatever page is shown, such as the strip of a running recording. A bean; the frame
 * asks it once for each browser tab.
 */
public interface ShellPart {

    /** A new component for a new tab. */
    Component create();

    /** Where it stands. */
    default Place place() {
        return Place.DOCK;
    }

    /** Places of the frame. */
    enum Place {
        /** At the lower edge, over the page. */
        DOCK,
        /** Beside the account, at the top. */
        TOP
    }
}
