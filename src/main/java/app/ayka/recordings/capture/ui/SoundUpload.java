package app.ayka.recordings.capture.ui;

import app.ayka.base.UserId;
import app.ayka.base.ui.ClientWords;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.capture.CaptureGrants;
import app.ayka.recordings.capture.CaptureSettings;
import app.ayka.recordings.capture.UnfinishedUploads;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.internal.JacksonUtils;
import com.vaadin.flow.shared.Registration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends sound files, each as a recording of its own; their bytes go from the browser straight into the object store. The
 * files belong to the tab, not to this component: several of them show and steer the same ones. One that stays on the
 * page whatever is shown (see {@link UploadStrip}) lets the tab ask for the right to send.
 */
@Tag("ayka-uploader")
@JsModule("context://app/uploader.js")
public class SoundUpload extends Component implements HasSize, HasStyle {

    private static final List<String> WORDS = List.of(
            "choose",
            "folder",
            "drop",
            "takes",
            "consent",
            "people",
            "peoplePlaceholder",
            "list",
            "queued",
            "checking",
            "sending",
            "pace",
            "network",
            "busy",
            "finishing",
            "arrived",
            "agreed",
            "pausedAt",
            "duplicate",
            "openKnown",
            "anyway",
            "needsFile",
            "needsLeave",
            "chooseAgain",
            "permit",
            "empty",
            "tooBig",
            "picture",
            "document",
            "archive",
            "text",
            "program",
            "changed",
            "gone",
            "otherFile",
            "deleted",
            "refused",
            "failed",
            "startOver",
            "retry",
            "pause",
            "resume",
            "cancel",
            "dismiss",
            "open",
            "pauseAll",
            "resumeAll",
            "clear",
            "oneDone",
            "allDone",
            "summary",
            "summaryLeft",
            "asking",
            "leftOut",
            "more",
            "show",
            "underMinute",
            "minutes",
            "hours");

    /** What is shown: everything, or a strip that appears while something is on its way. */
    public enum Mode {
        FULL,
        BAR
    }

    private final transient CaptureGrants grants;
    private final transient UnfinishedUploads unfinished;

    public SoundUpload(
            CaptureGrants grants, UnfinishedUploads unfinished, CaptureSettings settings, UserId owner, Mode mode) {
        this.grants = grants;
        this.unfinished = unfinished;
        getElement().setProperty("limit", (double) settings.maxUpload().toBytes());
        getElement().setProperty("owner", owner.toString());
        getElement().setProperty("mode", mode.name().toLowerCase(Locale.ROOT));
        getElement()
                .addEventListener(
                        "ayka-upload-open",
                        event -> open(event.getEventData()
                                .path("event.detail.recording")
                                .asString("")))
                .addEventData("event.detail.recording");
    }

    /** Tells when a file is stored and its processing queued. */
    public Registration addFinishedListener(Consumer<RecordingId> listener) {
        return getElement()
                .addEventListener(
                        "ayka-upload-finished",
                        news -> listener.accept(RecordingId.of(news.getEventData()
                                .path("event.detail.recording")
                                .asString())))
                .addEventData("event.detail.recording");
    }

    /** A recording, or the page that shows all files. */
    private void open(String recording) {
        getUI().ifPresent(ui -> ui.navigate(recording.isEmpty() ? "" : "recordings/" + RecordingId.of(recording)));
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        ClientWords.give(this, "capture.uploader.", WORDS);
        getElement().executeJs("""
                this.grants = (draft) => this.$server.grant(draft.recording, draft.title, draft.recordedAt,
                    draft.consent.agreed, draft.consent.people);
                this.unfinished = () => this.$server.unfinished()""");
    }

    @ClientCallable
    ObjectNode grant(String recording, String title, String recordedAt, boolean agreed, String people) {
        return DeviceGrants.open(grants, RecordingSource.UPLOAD, recording, title, recordedAt, agreed, people);
    }

    @ClientCallable
    ArrayNode unfinished() {
        var files = JacksonUtils.createArrayNode();
        unfinished
                .list()
                .forEach(file -> files.addObject()
                        .put("recording", file.recording().toString())
                        .put("fileName", file.fileName())
                        .put("contentType", file.contentType())
                        .put("bytes", file.bytes())
                        .put("storedBytes", file.storedBytes()));
        return files;
    }
}
