package app.ayka.notices;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notices as rows; every call needs a transaction of its caller's. */
@Component
class NoticeRows {

    private final JdbcClient jdbc;

    NoticeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when the user was told of this already; nothing is changed then */
    boolean insert(UserId owner, Notice notice) {
        var recording = notice.recording();
        return jdbc.sql("""
                                insert into notice (id, owner_id, kind, occasion, recording_id, title, words, quantity,
                                    in_app, created_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (owner_id, kind, occasion) do nothing""")
                        .param(notice.id().value())
                        .param(owner.value())
                        .param(notice.kind().name())
                        .param(notice.occasion())
                        .param(recording == null ? null : recording.value())
                        .param(notice.title())
                        .param(notice.words())
                        .param(notice.quantity())
                        .param(notice.inApp())
                        .param(Timestamp.from(notice.createdAt()))
                        .update()
                == 1;
    }

    Optional<Notice> find(NoticeId id) {
        return jdbc.sql("select * from notice where id = ?")
                .param(id.value())
                .query((row, index) -> notice(row))
                .optional();
    }

    /** Those of the app, newest first. */
    List<Notice> list(int limit) {
        return jdbc.sql("select * from notice where in_app order by created_at desc, id limit ?")
                .param(limit)
                .query((row, index) -> notice(row))
                .list();
    }

    int unread() {
        return jdbc.sql("select count(*) from notice where read_at is null and in_app")
                .query(Integer.class)
                .single();
    }

    /** @return whether it was unread */
    boolean read(NoticeId id, Instant at) {
        return jdbc.sql("update notice set read_at = ? where id = ? and read_at is null")
                        .params(Timestamp.from(at), id.value())
                        .update()
                == 1;
    }

    int readAll(Instant at) {
        return jdbc.sql("update notice set read_at = ? where read_at is null and in_app")
                .param(Timestamp.from(at))
                .update();
    }

    /** What it told is no longer so: read, and free to be told once more. @return whether there was one */
    boolean settle(NoticeKind kind, String occasion, Instant at) {
        return jdbc.sql("""
                                update notice set read_at = coalesce(read_at, ?), occasion = occasion || ' until ' || id
                                where kind = ? and occasion = ?""").params(Timestamp.from(at), kind.name(), occasion).update() > 0;
    }

    int remove(RecordingId recording) {
        return jdbc.sql("delete from notice where recording_id = ?")
                .param(recording.value())
                .update();
    }

    /** Marks as told by mail. @return false when it was already, or is gone */
    boolean mailed(NoticeId id, Instant at) {
        return jdbc.sql("update notice set mailed_at = ? where id = ? and mailed_at is null")
                        .params(Timestamp.from(at), id.value())
                        .update()
                == 1;
    }

    private static Notice notice(ResultSet row) throws SQLException {
        var recording = row.getObject("recording_id", UUID.class);
        return new Notice(
                new NoticeId(row.getObject("id", UUID.class)),
                NoticeKind.valueOf(row.getString("kind")),
                row.getString("occasion"),
                recording == null ? null : new RecordingId(recording),
                row.getString("title"),
                row.getString("words"),
                row.getInt("quantity"),
                row.getBoolean("in_app"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("read_at")),
                instant(row.getTimestamp("mailed_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
