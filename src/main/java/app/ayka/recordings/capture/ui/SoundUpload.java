package app.ayka.recordings.capture.ui;

import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.capture.CaptureGrants;
import app.ayka.recordings.capture.ConsentNote;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.node.ObjectNode;

/** Sends one sound file as a recording of its own; its bytes go from the browser straight into the object store. */
@Tag("ayka-uploader")
@JsModule("context://app/uploader.js")
public class SoundUpload extends Component implements HasSize, HasStyle {

    private static final List<String> WORDS = List.of(
            "choose",
            "drop",
            "sending",
            "waiting",
            "finishing",
            "done",
            "stop",
            "stopped",
            "empty",
            "tooBig",
            "refused",
            "failed");

    private final transient CaptureGrants grants;
    private final transient Supplier<ConsentNote> consent;

    /** @param consent asked for when a file is chosen: who agreed to what is in it */
    public SoundUpload(CaptureGrants grants, DataSize limit, Supplier<ConsentNote> consent) {
        this.grants = grants;
        this.consent = consent;
        getElement().setProperty("limit", (double) limit.toBytes());
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

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        ClientWords.give(this, "capture.uploader.", WORDS);
        getElement().executeJs("""
                this.grants = (draft) => this.$server.grant(draft.recording, draft.title, draft.recordedAt)""");
    }

    @ClientCallable
    ObjectNode grant(String recording, String title, String recordedAt) {
        var note = consent.get();
        return DeviceGrants.open(
                grants, RecordingSource.UPLOAD, recording, title, recordedAt, note.agreed(), note.people());
    }
}
