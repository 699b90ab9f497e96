package app.ayka.speech;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.Receipt;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The account of every second of the acting user's recordings. */
@Service
@Transactional
public class Receipts {

    private static final TypeReference<List<Receipt.Dropped>> DROPPED = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final CurrentUser currentUser;
    private final Recordings recordings;
    private final Runs runs;

    Receipts(JdbcClient jdbc, JsonMapper json, CurrentUser currentUser, Recordings recordings, Runs runs) {
        this.jdbc = jdbc;
        this.json = json;
        this.currentUser = currentUser;
        this.recordings = recordings;
        this.runs = runs;
    }

    /** The receipt of a run, its parent's where it took the sound over from it; empty until the sound is decoded. */
    @Transactional(readOnly = true)
    public Optional<Receipt> of(RunId run) {
        var found = runs.find(run);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var own = jdbc.sql("select * from receipt where run_id = ?")
                .param(run.value())
                .query((row, index) -> new Receipt(
                        row.getLong("captured_ms"),
                        row.getLong("stored_ms"),
                        row.getLong("decoded_ms"),
                        row.getObject("speech_ms", Long.class),
                        row.getObject("transcribed_ms", Long.class),
                        json.readValue(row.getString("dropped"), DROPPED),
                        recordings
                                .details(found.get().recording())
                                .map(app.ayka.recordings.RecordingDetails::gaps)
                                .orElse(List.of())))
                .optional();
        var parent = found.get().parent();
        return own.isEmpty() && parent != null ? of(parent) : own;
    }

    /** What came in and could be decoded. */
    void decoded(RunId run, long capturedMs, long storedMs, long decodedMs, long speechMs) {
        jdbc.sql("""
                        insert into receipt (run_id, owner_id, captured_ms, stored_ms, decoded_ms, speech_ms)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (run_id) do update set captured_ms = excluded.captured_ms,
                            stored_ms = excluded.stored_ms, decoded_ms = excluded.decoded_ms, speech_ms = excluded.speech_ms""")
                .params(run.value(), currentUser.require().value(), capturedMs, storedMs, decodedMs, speechMs)
                .update();
    }

    /** What became text and what did not. */
    void heard(RunId run, List<Receipt.Dropped> dropped) {
        var droppedMs = dropped.stream()
                .mapToLong(part -> part.endMs() - part.startMs())
                .sum();
        jdbc.sql("update receipt set transcribed_ms = speech_ms - ?, dropped = ?::jsonb where run_id = ?")
                .params(droppedMs, json.writeValueAsString(dropped), run.value())
                .update();
    }

    void copy(RunId from, RunId to) {
        jdbc.sql("""
                        insert into receipt (run_id, owner_id, captured_ms, stored_ms, decoded_ms, speech_ms)
                        select ?, owner_id, captured_ms, stored_ms, decoded_ms, speech_ms from receipt where run_id = ?
                        on conflict do nothing""").params(to.value(), from.value()).update();
    }
}
