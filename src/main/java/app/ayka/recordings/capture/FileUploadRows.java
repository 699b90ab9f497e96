package app.ayka.recordings.capture;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.RecordingId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
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
        return jdbc.sql("select * from file_upload where recording_id = ? and state = 'OPEN'")
                .param(recording.value())
                .query((row, index) -> new FileUpload(
                        row.getString("file_name"),
                        row.getString("content_type"),
                        row.getLong("size_bytes"),
                        row.getLong("part_bytes"),
                        row.getString("object_key"),
                        row.getString("multipart_id")))
                .optional();
    }

    void add(RecordingId recording, FileUpload upload) {
        jdbc.sql("""
                        insert into file_upload (id, owner_id, recording_id, file_name, content_type, size_bytes,
                            part_bytes, object_key, multipart_id, state, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?)""")
                .params(
                        UUID.randomUUID(),
                        currentUser.require().value(),
                        recording.value(),
                        upload.fileName(),
                        upload.contentType(),
                        upload.bytes(),
                        upload.partBytes(),
                        upload.key(),
                        upload.multipart(),
                        Timestamp.from(clock.instant()))
                .update();
    }

    void end(RecordingId recording, String state) {
        jdbc.sql("update file_upload set state = ? where recording_id = ? and state = 'OPEN'")
                .params(state, recording.value())
                .update();
    }
}
