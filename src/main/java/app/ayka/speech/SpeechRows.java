package app.ayka.speech;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.RunId;
import app.ayka.speech.engine.Segment;
import app.ayka.speech.engine.Span;
import app.ayka.speech.engine.SpanVoices;
import app.ayka.speech.engine.TimeRange;
import app.ayka.speech.engine.Window;
import app.ayka.speech.engine.WindowTranscript;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Spans, windows and what was heard in them, as rows. All writes replace what the run had. */
@Component
class SpeechRows {

    private static final TypeReference<List<TimeRange>> RANGES = new TypeReference<>() {};
    private static final TypeReference<List<Segment>> SEGMENTS = new TypeReference<>() {};
    private static final TypeReference<List<WindowTranscript.Dropped>> DROPPED = new TypeReference<>() {};
    private static final int BATCH = 200;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final CurrentUser currentUser;

    SpeechRows(JdbcTemplate jdbc, JsonMapper json, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.json = json;
        this.currentUser = currentUser;
    }

    private record PlacedWindow(int span, Window window) {}

    void plan(RunId run, List<Span> spans) {
        var owner = currentUser.require().value();
        jdbc.update("delete from span where run_id = ?", run.value());
        jdbc.batchUpdate(
                "insert into span (run_id, number, owner_id, start_ms, end_ms) values (?, ?, ?, ?, ?)",
                spans.stream().filter(span -> span.range().lengthMs() > 0).toList(),
                BATCH,
                (statement, span) -> {
                    statement.setObject(1, run.value());
                    statement.setInt(2, span.index());
                    statement.setObject(3, owner);
                    statement.setLong(4, span.range().startMs());
                    statement.setLong(5, span.range().endMs());
                });
        var windows = spans.stream()
                .flatMap(span -> span.windows().stream().map(window -> new PlacedWindow(span.index(), window)))
                .toList();
        jdbc.batchUpdate("""
                insert into speech_window (run_id, number, span, owner_id, start_ms, end_ms, speech)
                values (?, ?, ?, ?, ?, ?, ?::jsonb)""", windows, BATCH, (statement, placed) -> {
            statement.setObject(1, run.value());
            statement.setInt(2, placed.window().index());
            statement.setInt(3, placed.span());
            statement.setObject(4, owner);
            statement.setLong(5, placed.window().range().startMs());
            statement.setLong(6, placed.window().range().endMs());
            statement.setString(7, json.writeValueAsString(placed.window().speech()));
        });
    }

    /** Copies the plan of another run of the same recording, where this one has none. */
    void copyPlan(RunId from, RunId to) {
        jdbc.update("""
                insert into span (run_id, number, owner_id, start_ms, end_ms)
                select ?, number, owner_id, start_ms, end_ms from span where run_id = ? on conflict do nothing""", to.value(), from.value());
        jdbc.update("""
                insert into speech_window (run_id, number, span, owner_id, start_ms, end_ms, speech)
                select ?, number, span, owner_id, start_ms, end_ms, speech from speech_window where run_id = ?
                on conflict do nothing""", to.value(), from.value());
    }

    void copyTexts(RunId from, RunId to) {
        jdbc.update("""
                insert into window_text (run_id, window_number, owner_id, engine, language, segments, dropped)
                select ?, window_number, owner_id, engine, language, segments, dropped from window_text
                where run_id = ? on conflict do nothing""", to.value(), from.value());
    }

    /** Numbers of the spans in which somebody speaks, ascending. */
    List<Integer> spans(RunId run) {
        return jdbc.query(
                "select distinct span from speech_window where run_id = ? order by span",
                (row, index) -> row.getInt("span"),
                run.value());
    }

    /** By number. */
    List<Window> windows(RunId run, int span) {
        return jdbc.query(
                "select number, start_ms, end_ms, speech from speech_window where run_id = ? and span = ? order by number",
                (row, index) -> window(row),
                run.value(),
                span);
    }

    private Window window(ResultSet row) throws SQLException {
        return new Window(
                row.getInt("number"),
                new TimeRange(row.getLong("start_ms"), row.getLong("end_ms")),
                json.readValue(row.getString("speech"), RANGES));
    }

    Span span(RunId run, int number) {
        return jdbc.query(
                        "select start_ms, end_ms from span where run_id = ? and number = ?",
                        (row, index) -> new Span(
                                number,
                                new TimeRange(row.getLong("start_ms"), row.getLong("end_ms")),
                                windows(run, number)),
                        run.value(),
                        number)
                .getFirst();
    }

    void separated(RunId run, List<SpanVoices> spans) {
        var owner = currentUser.require().value();
        jdbc.batchUpdate("""
                insert into span_voices (run_id, span, owner_id, voices) values (?, ?, ?, ?)
                on conflict on constraint span_voices_pk do update set voices = excluded.voices""", spans, BATCH, (statement, span) -> {
            statement.setObject(1, run.value());
            statement.setInt(2, span.span());
            statement.setObject(3, owner);
            statement.setBytes(4, span.toBytes());
        });
    }

    /** Of all spans, by time. */
    List<SpanVoices> voices(RunId run) {
        return jdbc
                .query(
                        "select voices from span_voices where run_id = ? order by span",
                        (row, index) -> row.getBytes("voices"),
                        run.value())
                .stream()
                .map(SpanVoices::of)
                .toList();
    }

    /** How many windows there are, how many have text, how long the longest is, and where the last span ends. */
    record Extent(int windows, int heard, long longestMs, long endMs) {}

    Extent extent(RunId run) {
        return jdbc.query(
                        """
                        select count(*) as windows, count(t.run_id) as heard, coalesce(max(end_ms - start_ms), 0) as longest,
                            (select coalesce(max(s.end_ms), 0) from span s where s.run_id = ?) as ends
                        from speech_window w left join window_text t on t.run_id = w.run_id and t.window_number = w.number
                        where w.run_id = ?""",
                        (row, index) -> new Extent(
                                row.getInt("windows"),
                                row.getInt("heard"),
                                row.getLong("longest"),
                                row.getLong("ends")),
                        run.value(),
                        run.value())
                .getFirst();
    }

    void heard(RunId run, String engine, List<WindowTranscript> texts) {
        var owner = currentUser.require().value();
        jdbc.batchUpdate("""
                insert into window_text (run_id, window_number, owner_id, engine, language, segments, dropped)
                values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
                on conflict on constraint window_text_pk do update set engine = excluded.engine,
                    language = excluded.language, segments = excluded.segments, dropped = excluded.dropped""", texts, BATCH, (statement, text) -> {
            statement.setObject(1, run.value());
            statement.setInt(2, text.window());
            statement.setObject(3, owner);
            statement.setString(4, engine);
            statement.setString(5, text.language());
            statement.setString(6, json.writeValueAsString(text.segments()));
            statement.setString(7, json.writeValueAsString(text.dropped()));
        });
    }

    /** Of all windows, by time. */
    List<Segment> segments(RunId run) {
        return jdbc
                .query(
                        "select segments from window_text where run_id = ? order by window_number",
                        (row, index) -> row.getString("segments"),
                        run.value())
                .stream()
                .flatMap(text -> json.readValue(text, SEGMENTS).stream())
                .toList();
    }

    /** Of all windows, by time. */
    List<WindowTranscript.Dropped> dropped(RunId run) {
        return jdbc
                .query(
                        "select dropped from window_text where run_id = ? order by window_number",
                        (row, index) -> row.getString("dropped"),
                        run.value())
                .stream()
                .flatMap(text -> json.readValue(text, DROPPED).stream())
                .toList();
    }
}
