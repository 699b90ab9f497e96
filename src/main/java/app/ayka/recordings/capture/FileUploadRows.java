package app.ayka.recordings.capture;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.RecordingId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Uploads as rows; a recording has one at a time. Called inside a transaction of the owner. */
@Component
class FileUploadRows {

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final Clock clock;

    FileUploadRows(JdbcClient jdbc, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** The open upload of a recording. */
    Optional<FileUpload> find(RecordingId recording) {
        return jdbc.sql("select f.*, coalesce(f.heard_at, f.created_at) heard from file_upload f"
                        + " where recording_id = ? and state = 'OPEN'")
                .param(recording.value())
                .query((row, index) -> new FileUpload(
                        row.getObject("id", UUID.class),
                        row.getString("file_name"),
                        row.getString("content_type"),
                        row.getLong("size_bytes"),
                        row.getString("sha256"),
                        row.getLong("part_bytes"),
                        row.getString("object_key"),
                        row.getString("multipart_id"),
                        row.getTimestamp("heard").toInstant()))
                .optional();
    }

    /** Recordings of the acting user whose file has not arrived, the latest news first. */
    List<RecordingId> unfinished(int limit) {
        return jdbc.sql("""
                        select f.recording_id from file_upload f join recording r on r.id = f.recording_id
                        where f.state = 'OPEN' and r.deleted_at is null and r.state = 'CAPTURING'
                        order by coalesce(f.heard_at, f.created_at) desc limit ?""")
                .param(limit)
                .query((row, index) -> new RecordingId(row.getObject("recording_id", UUID.class)))
                .list();
    }

    void add(RecordingId recording, FileUpload upload) {
        jdbc.sql("""
                        insert into file_upload (id, owner_id, recording_id, file_name, content_type, size_bytes, sha256,
                            part_bytes, object_key, multipart_id, state, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?)""")
                .param(upload.id())
                .param(currentUser.require().value())
                .param(recording.value())
                .param(upload.fileName())
                .param(upload.contentType())
                .param(upload.bytes())
                .param(upload.sha256())
                .param(upload.partBytes())
                .param(upload.key())
                .param(upload.multipart())
                .param(Timestamp.from(upload.heardAt()))
                .update();
    }

    /** Its device goes on with it, so it is not abandoned. */
    void heard(FileUpload upload) {
        jdbc.sql("update file_upload set heard_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), upload.id())
                .update();
    }

    /** The store has forgotten what had arrived: everything is sent again, into another multipart upload. */
    void beginAgain(FileUpload upload, String multipart) {
        jdbc.sql("update file_upload set multipart_id = ? where id = ?")
                .params(multipart, upload.id())
                .update();
        jdbc.sql("delete from file_upload_part where file_upload_id = ?")
                .param(upload.id())
                .update();
    }

    /** Checksums under which parts were announced, by number. */
    Map<Integer, String> checksums(FileUpload upload) {
        var checksums = new TreeMap<Integer, String>();
        jdbc.sql("select number, sha256 from file_upload_part where file_upload_id = ?")
                .param(upload.id())
                .query(row -> {
                    checksums.put(row.getInt("number"), row.getString("sha256"));
                });
        return checksums;
    }

    void announce(FileUpload upload, int number, String sha256) {
        jdbc.sql("""
                        insert into file_upload_part (file_upload_id, number, owner_id, sha256) values (?, ?, ?, ?)
                        on conflict (file_upload_id, number) do update set sha256 = excluded.sha256""")
                .params(upload.id(), number, currentUser.require().value(), sha256)
                .update();
    }

    void end(RecordingId recording, String state) {
        jdbc.sql("update file_upload set state = ? where recording_id = ? and state = 'OPEN'")
                .params(state, recording.value())
                .update();
    }
}
