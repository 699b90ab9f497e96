package app.ayka.recordings;

import app.ayka.base.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes and gaps of a recording. */
@Component
class TakeRows {

    private final JdbcClient jdbc;

    TakeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Take> takes(RecordingId recording) {
        return jdbc.sql("select * from take where recording_id = ? order by number")
                .param(recording.value())
                .query((row, index) -> take(row))
                .list();
    }

    void decoded(RecordingId recording, int take, long decodedMs) {
        jdbc.sql("update take set decoded_ms = ? where recording_id = ? and number = ?")
                .params(decodedMs, recording.value(), take)
                .update();
    }

    List<Gap> gaps(RecordingId recording) {
        return jdbc.sql("select * from gap where recording_id = ? order by take, start_ms")
                .param(recording.value())
                .query((row, index) -> new Gap(
                        row.getInt("take"), row.getLong("start_ms"), row.getLong("length_ms"), row.getString("cause")))
                .list();
    }

    /** Take 0 of a recording, from its start; adding it again changes nothing. */
    void addWhole(UserId owner, RecordingId recording, WholeTake take, Instant at) {
        jdbc.sql("""
                        insert into take (recording_id, number, owner_id, mime_type, start_offset_ms, device_clock,
                            captured_ms, stored_ms, decoded_ms, object_key, size_bytes, ended_at)
                        values (?, 0, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?) on conflict (recording_id, number) do nothing""")
                .params(
                        recording.value(),
                        owner.value(),
                        take.mimeType(),
                        Timestamp.from(at),
                        take.durationMs(),
                        take.durationMs(),
                        take.durationMs(),
                        take.objectKey(),
                        take.sizeBytes(),
                        Timestamp.from(at.plusMillis(take.durationMs())))
                .update();
    }

    private static Take take(ResultSet row) throws SQLException {
        return new Take(
                row.getInt("number"),
                row.getString("mime_type"),
                row.getLong("start_offset_ms"),
                instant(row, "device_clock"),
                row.getObject("captured_ms", Long.class),
                row.getObject("stored_ms", Long.class),
                row.getObject("decoded_ms", Long.class),
                row.getString("object_key"),
                row.getObject("size_bytes", Long.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        if (timestamp == null) {
            throw new SQLException(column + " is never null");
        }
        return timestamp.toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
