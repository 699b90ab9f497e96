package app.ayka.speech;

import app.ayka.recordings.Receipt;
import app.ayka.recordings.RunId;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

    private final Transcripts transcripts;
    private final Receipts receipts;
    private final JsonMapper json;

    TranscriptController(Transcripts transcripts, Receipts receipts, JsonMapper json) {
        this.transcripts = transcripts;
        this.receipts = receipts;
        this.json = json;
    }

    /** {@code lines}, whose speakers are places in the list of the transcript's speakers, and {@code dropped} speech. */
    @GetMapping("/api/runs/{run}/transcript")
    ResponseEntity<byte[]> lines(@PathVariable UUID run) {
        return transcripts
                .of(new RunId(run))
                .map(transcript -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noStore())
                        .body(json.writeValueAsBytes(page(transcript))))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private Object page(Transcript transcript) {
        var labels = transcript.speakers().stream().map(Speaker::label).toList();
        var page = json.createObjectNode();
        var lines = page.putArray("lines");
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
        var dropped = page.putArray("dropped");
        receipts.of(transcript.run())
                .map(Receipt::dropped)
                .orElse(List.of())
                .forEach(part ->
                        dropped.addObject().put("startMs", part.startMs()).put("endMs", part.endMs()));
        return page;
    }
}
