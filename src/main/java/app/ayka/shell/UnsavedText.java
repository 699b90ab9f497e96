package app.ayka.shell;

import app.ayka.base.ui.ClientWords;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;

/** What was typed and not saved when the page lost its server, shown on the page that was loaded after. */
@Tag("ayka-unsaved")
@JsModule("context://app/unsaved.js")
class UnsavedText extends Component {

    private static final List<String> WORDS = List.of("title", "copy", "copied", "away");

    /** @param owner whose page this is: what another typed in this tab is not shown */
    UnsavedText(String owner) {
        getElement().setProperty("owner", owner);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        ClientWords.give(this, "shell.unsaved.", WORDS);
    }
}
