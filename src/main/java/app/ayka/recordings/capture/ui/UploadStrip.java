package app.ayka.recordings.capture.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.ui.ShellPart;
import app.ayka.recordings.capture.CaptureGrants;
import app.ayka.recordings.capture.CaptureSettings;
import app.ayka.recordings.capture.UnfinishedUploads;
import com.vaadin.flow.component.Component;

/** The strip of files on their way, on every page: it also lets the tab ask for the right to send. */
@org.springframework.stereotype.Component
class UploadStrip implements ShellPart {

    private final CaptureGrants grants;
    private final UnfinishedUploads unfinished;
    private final CaptureSettings settings;
    private final CurrentUser currentUser;

    UploadStrip(CaptureGrants grants, UnfinishedUploads unfinished, CaptureSettings settings, CurrentUser currentUser) {
        this.grants = grants;
        this.unfinished = unfinished;
        this.settings = settings;
        this.currentUser = currentUser;
    }

    @Override
    public Component create() {
        return new SoundUpload(grants, unfinished, settings, currentUser.require(), SoundUpload.Mode.BAR);
    }
}
