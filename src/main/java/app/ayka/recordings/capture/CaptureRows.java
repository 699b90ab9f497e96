package app.ayka.recordings.capture;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes, chunks and gaps as rows. Called inside a transaction of the owner. */
@Component
class CaptureRows {

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final Clock clock;

    CaptureRows(JdbcClient jdbc, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** The part of a recording that decides what its device may do. */
    record Intake(RecordingState state, RecordingSource source, Instant recordedAt, boolean deleted) {}

    record OpenTake(int number, String mimeType, long startOffsetMs) {}

    /** Locks the recording so that sealing and taking in exclude each other; others may take in at the same time. */
    Optional<Intake> lockShared(RecordingId recording) {
        return intake(recording, "for share");
    }

    /** Locks the recording alone: nothing is taken in until this transaction ends. */
    Optional<Intake> lockAlone(RecordingId recording) {
        return intake(recording, "for update");
    }

    Optional<Intake> intake(RecordingId recording) {
        return intake(recording, "");
    }

    private Optional<Intake> intake(RecordingId recording, String lock) {
        return jdbc.sql("select state, source, recorded_at, deleted_at from recording where id = ? " + lock)
                .param(recording.value())
                .query((row, index) -> new Intake(
                        RecordingState.valueOf(row.getString("state")),
                        RecordingSource.valueOf(row.getString("source")),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getTimestamp("deleted_at") != null))
                .optional();
    }

    List<OpenTake> takes(RecordingId recording) {
        return jdbc.sql("select number, mime_type, start_offset_ms from take where recording_id = ? order by number")
                .param(recording.value())
                .query((row, index) ->
                        new OpenTake(row.getInt("number"), row.getString("mime_type"), row.getLong("start_offset_ms")))
                .list();
    }

    /** Takes that are not one object yet. */
    List<OpenTake> openTakes(RecordingId recording) {
        var joined = joinedTakes(recording);
        return takes(recording).stream()
                .filter(take -> !joined.contains(take.number()))
                .toList();
    }

    /** Numbers of the takes that are one object. */
    List<Integer> joinedTakes(RecordingId recording) {
        return jdbc.sql("select number from take where recording_id = ? and object_key is not null")
                .param(recording.value())
                .query((row, index) -> row.getInt("number"))
                .list();
    }

    Optional<OpenTake> take(RecordingId recording, int number) {
        return takes(recording).stream().filter(take -> take.number() == number).findFirst();
    }

    void addTake(RecordingId recording, int number, TakeOpening opening) {
        jdbc.sql("""
                        insert into take (recording_id, number, owner_id, mime_type, start_offset_ms, device_clock)
                        values (?, ?, ?, ?, ?, ?) on conflict (recording_id, number) do nothing""")
                .params(
                        recording.value(),
                        number,
                        currentUser.require().value(),
                        opening.mimeType(),
                        opening.startOffsetMs(),
                        Timestamp.from(opening.deviceClock()))
                .update();
    }

    void addChunk(RecordingId recording, int take, ChunkDeclaration chunk) {
        jdbc.sql("""
                        insert into chunk (recording_id, take, number, owner_id, size_bytes, sha256, start_ms, duration_ms)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (recording_id, take, number) do nothing""")
                .params(
                        recording.value(),
                        take,
                        chunk.number(),
                        currentUser.require().value(),
                        chunk.bytes(),
                        chunk.sha256(),
                        chunk.startMs(),
                        chunk.durationMs())
                .update();
    }

    /** All chunks of a recording in order of take and number. */
    List<CapturedChunk> chunks(RecordingId recording) {
        return jdbc.sql("select * from chunk where recording_id = ? order by take, number")
                .param(recording.value())
                .query((row, index) -> chunk(row))
                .list();
    }

    List<CapturedChunk> chunks(RecordingId recording, int take, Collection<Integer> numbers) {
        return jdbc.sql("select * from chunk where recording_id = :recording and take = :take and number in (:numbers)"
                        + " order by number")
                .param("recording", recording.value())
                .param("take", take)
                .param("numbers", numbers)
                .query((row, index) -> chunk(row))
                .list();
    }

    void markStored(RecordingId recording, int take, Collection<Integer> numbers) {
        jdbc.sql("update chunk set stored_at = :at where recording_id = :recording and take = :take"
                        + " and number in (:numbers) and stored_at is null")
                .param("at", Timestamp.from(clock.instant()))
                .param("recording", recording.value())
                .param("take", take)
                .param("numbers", numbers)
                .update();
    }

    void markLost(RecordingId recording, int take, int number) {
        jdbc.sql("update chunk set stored_at = null where recording_id = ? and take = ? and number = ?")
                .params(recording.value(), take, number)
                .update();
    }

    void addGap(RecordingId recording, int take, long startMs, long lengthMs, String cause) {
        jdbc.sql("""
                        insert into gap (recording_id, take, start_ms, owner_id, length_ms, cause)
                        values (?, ?, ?, ?, ?, ?) on conflict (recording_id, take, start_ms) do nothing""")
                .params(recording.value(), take, startMs, currentUser.require().value(), lengthMs, cause)
                .update();
    }

    /** @return whether there were any of that cause */
    boolean removeGaps(RecordingId recording, String cause) {
        return jdbc.sql("delete from gap where recording_id = ? and cause = ?")
                        .params(recording.value(), cause)
                        .update()
                > 0;
    }

    void endTake(RecordingId recording, int take, long capturedMs, long storedMs) {
        jdbc.sql("update take set captured_ms = ?, stored_ms = ?, ended_at = ? where recording_id = ? and number = ?")
                .params(capturedMs, storedMs, Timestamp.from(clock.instant()), recording.value(), take)
                .update();
    }

    /** The take is one object now. */
    void joinTake(RecordingId recording, int take, String objectKey, long bytes) {
        jdbc.sql("update take set object_key = ?, size_bytes = ? where recording_id = ? and number = ?")
                .params(objectKey, bytes, recording.value(), take)
                .update();
    }

    private static CapturedChunk chunk(java.sql.ResultSet row) throws java.sql.SQLException {
        return new CapturedChunk(
                row.getInt("take"),
                row.getInt("number"),
                row.getLong("size_bytes"),
                row.getString("sha256"),
                row.getLong("start_ms"),
                row.getLong("duration_ms"),
                row.getTimestamp("stored_at") != null);
    }
}
