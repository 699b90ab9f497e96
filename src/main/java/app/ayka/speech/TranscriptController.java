package app.ayka.speech;

import app.ayka.recordings.Receipt;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ConcurrentLruCache;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The words of a transcript, with the time of each, straight from the rows to the page: in the answers of a page's own
 * protocol an hour of talk would stay in its session for as long as nothing else is said.
 */
@RestController
class TranscriptController {

    /** Below this mean probability, words are shown as doubtful; 0..1. */
    private static final float DOUBTFUL = 0.5f;

    private static final int EXPECTED_BYTES = 100_000;

    /** Two hours are half a megabyte. */
    private static final int KEPT = 48;

    /** What a page was given: the words of a completed run change by corrections only, which the outline counts. */
    private record Given(RunId run, TranscriptOutline outline) {}

    private final Transcripts transcripts;
    private final Runs runs;
    private final Receipts receipts;
    private final JsonMapper json;
    private final ConcurrentLruCache<Given, byte[]> kept =
            new ConcurrentLruCache<>(KEPT, given -> fresh(given.run()).orElseThrow());

    TranscriptController(Transcripts transcripts, Runs runs, Receipts receipts, JsonMapper json) {
        this.transcripts = transcripts;
        this.runs = runs;
        this.receipts = receipts;
        this.json = json;
    }

    /** {@code lines}, whose speakers are places in the list of the transcript's speakers, and {@code dropped} speech. */
    @GetMapping("/api/runs/{run}/transcript")
    ResponseEntity<byte[]> lines(@PathVariable UUID run) {
        var id = new RunId(run);
        return runs.find(id) // only who may see it gets what was made for somebody else
                .flatMap(found -> found.state() == RunState.COMPLETED ? known(id) : fresh(id))
                .map(page -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noStore())
                        .body(page))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private Optional<byte[]> known(RunId run) {
        return transcripts.outline(run).map(outline -> kept.get(new Given(run, outline)));
    }

    private Optional<byte[]> fresh(RunId run) {
        return transcripts.of(run).map(this::page);
    }

    /** Written piece by piece: as a tree, twenty thousand words would be a hundred thousand objects. */
    private byte[] page(Transcript transcript) {
        var bytes = new ByteArrayOutputStream(EXPECTED_BYTES);
        var labels = transcript.speakers().stream().map(Speaker::label).toList();
        try (var page = json.createGenerator(bytes)) {
            page.writeStartObject().writeArrayPropertyStart("lines");
            for (var utterance : transcript.utterances()) {
                var probability = utterance.probability();
                page.writeStartObject()
                        .writeNumberProperty("speaker", labels.indexOf(utterance.speaker()))
                        .writeNumberProperty("startMs", utterance.startMs())
                        .writeNumberProperty("endMs", utterance.endMs())
                        .writeStringProperty("text", utterance.text())
                        .writeBooleanProperty("doubtful", probability != null && probability < DOUBTFUL);
                WordTimes.write(utterance, page);
                page.writeEndObject();
            }
            page.writeEndArray().writeArrayPropertyStart("dropped");
            receipts.of(transcript.run())
                    .map(Receipt::dropped)
                    .orElse(List.of())
                    .forEach(part -> page.writeStartObject()
                            .writeNumberProperty("startMs", part.startMs())
                            .writeNumberProperty("endMs", part.endMs())
                            .writeEndObject());
            page.writeEndArray().writeEndObject();
        }
        return bytes.toByteArray();
    }
}
