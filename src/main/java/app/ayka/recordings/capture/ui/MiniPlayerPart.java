package app.ayka.recordings.capture.ui;

import app.ayka.base.ui.ShellPart;
import com.vaadin.flow.component.Component;
import org.springframework.core.annotation.Order;

/** The small player, on every page, above the strip of a running recording. */
@org.springframework.stereotype.Component
@Order(0)
class MiniPlayerPart implements ShellPart {

    @Override
    public Component create() {
        return new MiniPlayer();
    }
}
