package app.ayka.recordings.capture.ui;

import app.ayka.base.UserId;
import app.ayka.base.ui.ClientWords;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.capture.CaptureGrants;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * The dictaphone of a browser tab. The recording belongs to the tab, not to this component: several of them show and
 * steer the same one, and taking one off the page ends nothing. One that stays on the page whatever is shown (see {@link
 * RecorderStrip}) lets the tab ask for the right to send.
 */
@Tag("ayka-recorder")
@JsModule("context://app/recorder.js")
public class Recorder extends Component implements HasSize, HasStyle {

    private static final List<String> WORDS = List.of(
            "record",
            "pause",
            "resume",
            "stop",
            "asking",
            "stopping",
            "title",
            "titlePlaceholder",
            "microphone",
            "defaultMicrophone",
            "elapsed",
            "level",
            "quiet",
            "silent",
            "muted",
            "silentShort",
            "mutedShort",
            "mark",
            "markTitle",
            "marked",
            "undo",
            "noMoreMarks",
            "oneMark",
            "marks",
            "markLabel",
            "markPlaceholder",
            "removeMark",
            "tags",
            "tagsPlaceholder",
            "removeTag",
            "tagTooLong",
            "tooManyTags",
            "second",
            "secondNone",
            "secondDisplay",
            "secondDisplayCannot",
            "secondHint",
            "secondName",
            "microphoneName",
            "second-declined",
            "second-no-sound",
            "second-failed",
            "second-ended",
            "secondAgain",
            "mainEnded",
            "mainAgain",
            "secondEndedMark",
            "mainEndedMark",
            "hereMs",
            "wayMs",
            "safeMs",
            "transcribedMs",
            "placed",
            "seconds",
            "minutes",
            "hours",
            "longHours",
            "gigabytes",
            "megabytes",
            "room",
            "roomLong",
            "roomUnknown",
            "closeSafe",
            "closeRecording",
            "closeWaiting",
            "closeWords",
            "closeFinishing",
            "closeDecision",
            "consent",
            "people",
            "peoplePlaceholder",
            "onDevice",
            "onItsWay",
            "safe",
            "safeToClose",
            "offline",
            "paused",
            "cutOff",
            "goOn",
            "finish",
            "missing",
            "finishWithout",
            "untitled",
            "denied",
            "no-microphone",
            "microphone-busy",
            "microphone-lost",
            "insecure",
            "unsupported",
            "no-storage",
            "device-full",
            "storage-failing",
            "microphone-muted",
            "refused",
            "sendAsNew",
            "other-tab",
            "ended-elsewhere",
            "failed");

    /** What is shown: everything, or a strip that appears while something is being recorded. */
    public enum Mode {
        FULL,
        BAR
    }

    /** Where the recorder of the tab stands. */
    public enum State {
        IDLE,
        INTERRUPTED,
        ASKING,
        RECORDING,
        PAUSED,
        STOPPING
    }

    private final transient CaptureGrants grants;

    public Recorder(CaptureGrants grants, UserId owner, Mode mode) {
        this.grants = grants;
        getElement().setProperty("owner", owner.toString());
        setMode(mode);
    }

    public final void setMode(Mode mode) {
        getElement().setProperty("mode", mode.name().toLowerCase(Locale.ROOT));
    }

    /** Tags to offer, best first. */
    public void setKnownTags(List<String> tags) {
        var known = JacksonUtils.createArrayNode();
        tags.forEach(known::add);
        getElement().setPropertyJson("knownTags", known);
    }

    /** Starts recording as if the button were pressed; the browser may ask for the microphone first. */
    public void record() {
        getElement().callJsFunction("record");
    }

    /** Ends the recording; nothing happens where none runs. */
    public void finish() {
        getElement().callJsFunction("finish");
    }

    /** Tells when the tab's recorder changes its state. */
    public Registration addStateListener(Consumer<State> listener) {
        return getElement()
                .addEventListener(
                        "ayka-recorder-state",
                        event -> listener.accept(State.valueOf(event.getEventData()
                                .path("event.detail.state")
                                .asString()
                                .toUpperCase(Locale.ROOT))))
                .addEventData("event.detail.state");
    }

    /** Tells when the server has all of a recording and has queued its processing. */
    public Registration addSealedListener(Consumer<RecordingId> listener) {
        return recordingListener("ayka-recording-sealed", listener);
    }

    /** Tells when the server has decoded a recording, so that the device let go of it. */
    public Registration addDecodedListener(Consumer<RecordingId> listener) {
        return recordingListener("ayka-recording-decoded", listener);
    }

    private Registration recordingListener(String event, Consumer<RecordingId> listener) {
        return getElement()
                .addEventListener(
                        event,
                        news -> listener.accept(RecordingId.of(news.getEventData()
                                .path("event.detail.recording")
                                .asString())))
                .addEventData("event.detail.recording");
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        ClientWords.give(this, "capture.recorder.", WORDS);
        getElement().executeJs("""
                this.grants = (draft) => this.$server.grant(draft.recording, draft.title, draft.recordedAt,
                    draft.consent.agreed, draft.consent.people)""");
    }

    @ClientCallable
    ObjectNode grant(String recording, String title, String recordedAt, boolean agreed, String people) {
        return DeviceGrants.open(grants, RecordingSource.CAPTURE, recording, title, recordedAt, agreed, people);
    }
}
