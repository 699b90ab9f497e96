package app.ayka.recordings.capture.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.ui.ShellPart;
import app.ayka.recordings.capture.CaptureGrants;
import com.vaadin.flow.component.Component;

/** The strip of a running recording, on every page: it also lets the tab ask for the right to send. */
@org.springframework.stereotype.Component
class RecorderStrip implements ShellPart {

    private final CaptureGrants grants;
    private final CurrentUser currentUser;

    RecorderStrip(CaptureGrants grants, CurrentUser currentUser) {
        this.grants = grants;
        this.currentUser = currentUser;
    }

    @Override
    public Component create() {
        return new Recorder(grants, currentUser.require(), Recorder.Mode.BAR);
    }
}
