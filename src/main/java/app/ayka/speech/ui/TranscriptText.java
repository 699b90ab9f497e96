package app.ayka.speech.ui;

import app.ayka.base.ui.ClientWords;
import app.ayka.speech.TranscriptOutline;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.internal.JacksonUtils;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The words of a transcript, which never pass through the session: an hour of talk costs it nothing. */
@Tag("ayka-transcript")
@JsModule("context://app/transcript.js")
class TranscriptText extends Component implements HasStyle {

    private static final List<String> WORDS =
            List.of("edit", "save", "cancel", "doubtful", "unsure", "also", "find", "found");

    /** A person's correction of one utterance; milliseconds from the start of the recording. */
    record Corrected(long startMs, String before, String after) {}

    /**
     * Shows a transcript, whose words the page fetches by itself.
     *
     * @param ownersLabel the label that is the user's own voice; null when unknown
     */
    void show(TranscriptOutline transcript, @Nullable String ownersLabel) {
        var speakers = JacksonUtils.createArrayNode();
        transcript.speakers().forEach(speaker -> speakers.add(SpeakerWords.name(speaker, ownersLabel)));
        getElement()
                .executeJs(
                        "customElements.whenDefined('ayka-transcript').then(() => this.load($0, $1))",
                        speakers,
                        "api/runs/" + transcript.run() + "/transcript");
    }

    void addCorrectedListener(Consumer<Corrected> listener) {
        getElement()
                .addEventListener("ayka-transcript-corrected", event -> {
                    var data = event.getEventData();
                    listener.accept(new Corrected(
                            data.path("event.detail.startMs").asLong(),
                            data.path("event.detail.before").asString(),
                            data.path("event.detail.after").asString()));
                })
                .addEventData("event.detail.startMs")
                .addEventData("event.detail.before")
                .addEventData("event.detail.after");
    }

    /** Tells which speaker's name was pressed: the place in {@link Transcript#speakers()}. */
    void addSpeakerListener(IntConsumer listener) {
        getElement()
                .addEventListener(
                        "ayka-transcript-speaker",
                        event -> listener.accept(event.getEventData()
                                .path("event.detail.speaker")
                                .asInt()))
                .addEventData("event.detail.speaker");
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        ClientWords.give(this, "speech.transcript.", WORDS);
    }
}
