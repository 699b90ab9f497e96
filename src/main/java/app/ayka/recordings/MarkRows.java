package app.ayka.recordings;

import app.ayka.base.CurrentUser;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Marks as rows. Called inside a transaction of the owner. */
@Component
class MarkRows {

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final Clock clock;

    MarkRows(JdbcClient jdbc, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** Whether the recording is there, in sight or not; who changes its marks at the same time waits. */
    boolean lock(RecordingId recording) {
        return jdbc.sql("select 1 from recording where id = ? for update")
                .param(recording.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    List<Mark> list(RecordingId recording) {
        return jdbc.sql("""
                        select id, at_ms, marked_at, label from mark
                        where recording_id = ? and removed_at is null order by at_ms, marked_at, id""")
                .param(recording.value())
                .query((row, index) -> mark(row))
                .list();
    }

    void add(RecordingId recording, Mark mark) {
        jdbc.sql("""
                        insert into mark (recording_id, id, owner_id, at_ms, marked_at, label, from_device, edited_at)
                        values (?, ?, ?, ?, ?, ?, false, ?)""")
                .params(
                        recording.value(),
                        mark.id().value(),
                        currentUser.require().value(),
                        mark.atMs(),
                        Timestamp.from(mark.at()),
                        mark.label(),
                        Timestamp.from(clock.instant()))
                .update();
    }

    /** As the device says, unless a person had a hand in it. @return whether that changed anything */
    boolean putFromDevice(RecordingId recording, Mark mark) {
        return jdbc.sql("""
                        insert into mark as known (recording_id, id, owner_id, at_ms, marked_at, label, from_device)
                        values (?, ?, ?, ?, ?, ?, true)
                        on conflict (recording_id, id) do update
                        set at_ms = excluded.at_ms, marked_at = excluded.marked_at, label = excluded.label
                        where known.from_device and known.edited_at is null
                          and (known.at_ms, known.marked_at, known.label)
                              is distinct from (excluded.at_ms, excluded.marked_at, excluded.label)""")
                        .params(
                                recording.value(),
                                mark.id().value(),
                                currentUser.require().value(),
                                mark.atMs(),
                                Timestamp.from(mark.at()),
                                mark.label())
                        .update()
                > 0;
    }

    /** What the device took back, unless a person had a hand in it. @return whether there was any */
    boolean deleteFromDeviceExcept(RecordingId recording, List<Mark> kept) {
        return jdbc.sql("""
                        delete from mark where recording_id = :recording and from_device and edited_at is null
                          and not (id = any(:kept))""")
                        .param("recording", recording.value())
                        .param(
                                "kept",
                                kept.stream().map(mark -> mark.id().value()).toArray(UUID[]::new))
                        .update()
                > 0;
    }

    boolean rename(RecordingId recording, MarkId mark, String label) {
        return jdbc.sql("""
                        update mark set label = ?, edited_at = ?
                        where recording_id = ? and id = ? and removed_at is null""")
                        .params(label, Timestamp.from(clock.instant()), recording.value(), mark.value())
                        .update()
                > 0;
    }

    boolean remove(RecordingId recording, MarkId mark) {
        var now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        update mark set removed_at = ?, edited_at = ?
                        where recording_id = ? and id = ? and removed_at is null""").params(now, now, recording.value(), mark.value()).update() > 0;
    }

    boolean restore(RecordingId recording, MarkId mark) {
        return jdbc.sql(
                                "update mark set removed_at = null where recording_id = ? and id = ? and removed_at is not null")
                        .params(recording.value(), mark.value())
                        .update()
                > 0;
    }

    private static Mark mark(ResultSet row) throws SQLException {
        return new Mark(
                new MarkId(row.getObject("id", UUID.class)),
                row.getLong("at_ms"),
                row.getTimestamp("marked_at").toInstant(),
                row.getString("label"));
    }
}
