package app.ayka.recordings.capture.ui;

import app.ayka.recordings.RecordingId;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Plays a recording and follows its transcript in the browser. Elements of the transcript carry {@code data-start-ms}
 * and {@code data-end-ms}; what is being heard has {@code aria-current="true"}, and a click on an element plays from it.
 */
@Tag("ayka-player")
@JsModule("context://app/player.js")
public class Player extends Component implements HasSize, HasStyle {

    private static final List<String> WORDS =
            List.of("play", "pause", "back", "forward", "position", "speed", "follow", "unplayable");

    /** Plays a recording of the signed-in user, once it is prepared. */
    public void setRecording(RecordingId recording, long durationMs) {
        getElement().setProperty("durationMs", (double) durationMs);
        getElement().setProperty("peaks", "/api/recordings/" + recording + "/peaks");
        getElement().setProperty("src", "/api/recordings/" + recording + "/play");
    }

    /** The element whose descendants are the pieces of the transcript; it needs an id and may come and go. */
    public void setTranscript(String elementId) {
        getElement().setProperty("transcript", elementId);
    }

    /** Plays from a time in milliseconds from the start of the recording. */
    public void seek(long ms) {
        getElement().callJsFunction("seek", (double) ms);
    }

    /** Tells where it stands; milliseconds from the start of the recording. */
    public void position(LongConsumer told) {
        getElement()
                .executeJs("return Math.round(this.positionMs ?? 0)")
                .then(Double.class, ms -> told.accept(ms.longValue()));
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        ClientWords.give(this, "capture.player.", WORDS);
    }
}
