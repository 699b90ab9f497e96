package app.ayka.recordings.capture.ui;

import app.ayka.base.ui.ClientWords;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;

/** What is being heard while the page of its recording is not shown. Empty while nothing is, or while a {@link Player} shows it. */
@Tag("ayka-mini-player")
@JsModule("context://app/mini-player.js")
class MiniPlayer extends Component {

    private static final List<String> WORDS =
            List.of("now", "play", "pause", "back", "forward", "open", "float", "close");

    MiniPlayer() {
        getElement()
                .addEventListener(
                        "ayka-mini-player-open",
                        event -> getUI().ifPresent(ui -> ui.navigate(
                                event.getEventData().path("event.detail.href").asString())))
                .addEventData("event.detail.href");
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        ClientWords.give(this, "capture.mini.", WORDS);
    }
}
