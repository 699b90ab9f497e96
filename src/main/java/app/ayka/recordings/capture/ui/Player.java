package app.ayka.recordings.capture.ui;

import app.ayka.base.ui.ClientWords;
import app.ayka.recordings.Gap;
import app.ayka.recordings.Mark;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Take;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.internal.JacksonUtils;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Plays a recording and follows its transcript in the browser. Elements of the transcript carry {@code data-start-ms}
 * and {@code data-end-ms}; what is being heard has {@code aria-current="true"}, and a click on an element plays from it.
 * The sound goes on when the page is left, see {@link MiniPlayer}.
 */
@Tag("ayka-player")
@JsModule("context://app/player.js")
public class Player extends Component implements HasSize, HasStyle {

    private static final List<String> WORDS = List.of(
            "play",
            "pause",
            "back",
            "forward",
            "position",
            "speed",
            "skip",
            "saves",
            "follow",
            "voice",
            "gap",
            "gapUnknown",
            "noWave",
            "missing",
            "damaged",
            "unreachable",
            "signedOut",
            "retry");

    /** Plays a recording of the signed-in user, once it is prepared. The same again changes nothing. */
    public void setRecording(RecordingId recording, long durationMs) {
        getElement().setProperty("durationMs", (double) durationMs);
        getElement().setProperty("href", "recordings/" + recording);
        getElement().setProperty("peaks", "/api/recordings/" + recording + "/peaks");
        getElement().setProperty("src", "/api/recordings/" + recording + "/play");
    }

    /** What the sound is called, where what is missing of it lies, and which moments are marked. */
    public void describe(RecordingDetails recording, List<Mark> marks) {
        var gaps = JacksonUtils.createArrayNode();
        recording
                .gaps()
                .forEach(gap -> gaps.addObject()
                        .put("startMs", start(recording, gap))
                        .put("lengthMs", gap.lengthMs())
                        .put("cause", gap.cause()));
        var flags = JacksonUtils.createArrayNode();
        marks.forEach(mark -> flags.addObject().put("atMs", mark.atMs()).put("label", mark.label()));
        getElement().setProperty("heading", recording.title());
        getElement().setPropertyJson("gaps", gaps);
        getElement().setPropertyJson("marks", flags);
    }

    /** A gap is told within its take. */
    private static long start(RecordingDetails recording, Gap gap) {
        return gap.startMs()
                + recording.takes().stream()
                        .filter(take -> take.number() == gap.take())
                        .mapToLong(Take::startOffsetMs)
                        .findFirst()
                        .orElse(0);
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

    /** Tells which moment somebody marks while listening; milliseconds from the start of the recording. */
    public void onMark(LongConsumer told) {
        getElement()
                .addEventListener(
                        "ayka-player-mark",
                        event -> told.accept(Math.max(
                                0, event.getEventData().path("event.detail.ms").asLong())))
                .addEventData("event.detail.ms");
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        ClientWords.give(this, "capture.player.", WORDS);
    }
}
