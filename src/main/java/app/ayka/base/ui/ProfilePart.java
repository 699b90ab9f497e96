package app.ayka.base.ui;

import com.vaadin.flow.component.Component;

/** Something that another module lets people choose on their profile page. A bean; asked once for each page. */
public interface ProfilePart {

    /** A new component for a new page. */
    Component create();
}
