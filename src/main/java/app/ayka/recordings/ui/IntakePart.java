package app.ayka.recordings.ui;

import com.vaadin.flow.component.Component;

/** One more way to bring a conversation in, on the Record page below the dictaphone. A bean; asked once for each page. */
public interface IntakePart {

    Component create();
}
