package app.ayka.speech.ui;

import app.ayka.recordings.Receipt;
import app.ayka.speech.Speaker;
import app.ayka.speech.Transcript;
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

/** The words of a transcript, kept in the page and not in the session: an hour of talk costs the server nothing. */
@Tag("ayka-transcript")
@JsModule("context://app/transcript.js")
class TranscriptText extends Component implements HasStyle {

    private static final List<String> WORDS =
            List.of("edit", "save", "cancel", "doubtful", "unsure", "also", "find", "found");

    /** Below this mean probability, words are shown as doubtful; 0..1. */
    private static final float DOUBTFUL = 0.5f;

    /** A person's correction of one utterance; milliseconds from the start of the recording. */
    record Corrected(long startMs, String before, String after) {}

    /**
     * Shows a transcript with the time of every word.
     *
     * @param ownersLabel the label that is the user's own voice; null when unknown
     * @param dropped speech that gave no text
     */
    void show(Transcript transcript, @Nullable String ownersLabel, List<Receipt.Dropped> dropped) {
        var labels = transcript.speakers().stream().map(Speaker::label).toList();
        var speakers = JacksonUtils.createArrayNode();
        transcript.speakers().forEach(speaker -> speakers.add(SpeakerWords.name(speaker, ownersLabel)));
        var lines = JacksonUtils.createArrayNode();
        transcript.utterances().forEach(utterance -> {
            var probability = utterance.probability();
            var line = lines.addObject();
            line.put("speaker", labels.indexOf(utterance.speaker()));
            line.put("startMs", utterance.startMs());
            line.put("endMs", utterance.endMs());
            line.put("text", utterance.text());
            line.put("doubtful", probability != null && probability < DOUBTFUL);
            WordTimes.put(utterance, line);
        });
        var unheard = JacksonUtils.createArrayNode();
        dropped.forEach(
                part -> unheard.addObject().put("startMs", part.startMs()).put("endMs", part.endMs()));
        getElement()
                .executeJs(
                        "customElements.whenDefined('ayka-transcript').then(() => this.show($0, $1, $2))",
                        speakers,
                        lines,
                        unheard);
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
        var words = JacksonUtils.createObjectNode();
        WORDS.forEach(key -> words.put(key, getTranslation("speech.transcript." + key)));
        getElement().setPropertyJson("messages", words);
    }
}
