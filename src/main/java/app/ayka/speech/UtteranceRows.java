package app.ayka.speech;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Utterances as rows; words travel as one JSON array an utterance. */
@Component
class UtteranceRows {

    private static final TypeReference<List<StoredWord>> WORDS = new TypeReference<>() {};
    private static final int BATCH = 200;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    UtteranceRows(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The short names keep an hour's words small. */
    record StoredWord(String w, long s, long e, float p) {}

    void insert(UserId owner, RunId run, RecordingId recording, List<Utterance> utterances) {
        jdbc.batchUpdate("""
                insert into utterance (run_id, number, owner_id, recording_id, speaker, second_speaker, start_ms,
                    end_ms, text, probability, words)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)""", utterances, BATCH, (statement, utterance) -> {
            statement.setObject(1, run.value());
            statement.setInt(2, utterance.number());
            statement.setObject(3, owner.value());
            statement.setObject(4, recording.value());
            statement.setString(5, utterance.speaker());
            statement.setString(6, utterance.secondSpeaker());
            statement.setLong(7, utterance.startMs());
            statement.setLong(8, utterance.endMs());
            statement.setString(9, utterance.text());
            statement.setObject(10, utterance.probability());
            statement.setString(11, words(utterance.words()));
        });
    }

    List<Utterance> ofRun(RunId run) {
        return jdbc.query(
                "select * from utterance where run_id = ? order by number",
                (row, index) -> utterance(row, words(row)),
                run.value());
    }

    /** As {@link #ofRun}, with no words but in the text: those are most of the reading. */
    List<Utterance> ofRunWithoutWords(RunId run) {
        return jdbc.query("""
                select number, speaker, second_speaker, start_ms, end_ms, text, probability from utterance
                where run_id = ? order by number""", (row, index) -> utterance(row, List.of()), run.value());
    }

    private List<Word> words(ResultSet row) throws SQLException {
        return json.readValue(row.getString("words"), WORDS).stream()
                .map(word -> new Word(word.w(), word.s(), word.e(), word.p()))
                .toList();
    }

    private static Utterance utterance(ResultSet row, List<Word> words) throws SQLException {
        return new Utterance(
                row.getInt("number"),
                row.getString("speaker"),
                row.getString("second_speaker"),
                row.getLong("start_ms"),
                row.getLong("end_ms"),
                row.getString("text"),
                row.getObject("probability", Float.class),
                words);
    }

    private String words(List<Word> words) {
        return json.writeValueAsString(words.stream()
                .map(word -> new StoredWord(word.text(), word.startMs(), word.endMs(), word.probability()))
                .toList());
    }
}
