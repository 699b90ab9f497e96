package app.ayka.recordings.capture.ui;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.capture.CaptureGrants;
import app.ayka.recordings.capture.CaptureSettings;
import app.ayka.recordings.capture.UnfinishedUploads;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** A page with nothing but the recorder, its strip and the uploader. */
@Route(value = "test/recorder", autoLayout = false)
@PermitAll
class RecorderTestView extends Div {

    RecorderTestView(CaptureGrants grants, CaptureSettings settings, UnfinishedUploads unfinished, CurrentUser user) {
        var news = new Div();
        news.setId("news");
        var recorder = new Recorder(grants, user.require(), Recorder.Mode.FULL);
        recorder.addStateListener(state -> news.add(new Div("state " + state)));
        recorder.addSealedListener(recording -> news.add(new Div("sealed " + recording)));
        recorder.addDecodedListener(recording -> news.add(new Div("decoded " + recording)));
        var upload = new SoundUpload(grants, unfinished, settings, user.require(), SoundUpload.Mode.FULL);
        upload.addFinishedListener(recording -> news.add(new Div("uploaded " + recording)));
        add(new Recorder(grants, user.require(), Recorder.Mode.BAR), recorder, upload, news);
    }
}
