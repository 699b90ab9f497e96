package app.ayka.speech;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Utterances as rows; words travel as one JSON array an utterance. */
@Component
class UtteranceRows {

    private static final int BATCH = 200;

    private final JdbcTemplate jdbc;
    private final StoredWords stored;

    UtteranceRows(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.stored = new StoredWords(json.tokenStreamFactory());
    }

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
            statement.setString(11, stored.write(utterance.words()));
        });
    }

    List<Utterance> ofRun(RunId run) {
        return jdbc.query(
                "select * from utterance where run_id = ? order by number",
                (row, index) -> utterance(row, stored.read(row.getString("words"))),
                run.value());
    }

    /** As {@link #ofRun}, with no words but in the text: those are most of the reading. */
    List<Utterance> ofRunWithoutWords(RunId run) {
        return jdbc.query("""
                select number, speaker, second_speaker, start_ms, end_ms, text, probability from utterance
                where run_id = ? order by number""", (row, index) -> utterance(row, List.of()), run.value());
    }

    /**
     * What one speaker said in a run: how long in all, how many utterances, and a number that is another one when their
     * texts are.
     */
    record Voice(String speaker, long talkMs, int utterances, long content) {}

    /** Those who speak, in the order of their first words; nothing of a transcript travels for it. */
    List<Voice> voicesOfRun(RunId run) {
        return jdbc.query(
                """
                select speaker, sum(end_ms - start_ms), count(*),
                    bit_xor(hashtextextended(concat_ws(' ', second_speaker, start_ms, text, probability), number))
                from utterance where run_id = ? group by speaker order by min(number)""",
                (row, index) -> new Voice(row.getString(1), row.getLong(2), row.getInt(3), row.getLong(4)),
                run.value());
    }

    /** Who speaks at a moment, in milliseconds; moments at which nobody does are not in the map. */
    Map<Long, String> speakersAt(RunId run, Collection<Long> moments) {
        var speakers = new HashMap<Long, String>();
        jdbc.query(
                """
                select moment, speaker from unnest(?::bigint[]) moment cross join lateral (
                    select speaker from utterance
                    where run_id = ? and start_ms <= moment and moment < greatest(end_ms, start_ms + 1)
                    order by number limit 1) speaking""",
                row -> {
                    speakers.put(row.getLong("moment"), row.getString("speaker"));
                },
                moments.toArray(Long[]::new),
                run.value());
        return speakers;
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
}
