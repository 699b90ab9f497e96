package app.ayka.recordings;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Knows a file again, under whatever name: the acting user's recordings by the SHA-256 of the sound that they hold. */
@Service
@Transactional
public class SameSounds {

    private final JdbcClient jdbc;

    SameSounds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A recording that holds the very same bytes. */
    public record Known(RecordingId recording, String title, Instant recordedAt) {}

    /** Notes what a take that came as one file turned out to be; again changes nothing. */
    public void arrived(RecordingId recording, int take, String sha256) {
        jdbc.sql("update take set sha256 = ? where recording_id = ? and number = ?")
                .params(sha256, recording.value(), take)
                .update();
    }

    /**
     * The newest finished recording of this very file: by what the server found, or, as long as it has not looked, by
     * what the device said of it.
     */
    @Transactional(readOnly = true)
    public Optional<Known> find(String sha256, long bytes) {
        return jdbc.sql("""
                        select r.id, r.title, r.recorded_at from recording r join take t on t.recording_id = r.id
                        where r.deleted_at is null and r.state = 'SEALED' and t.size_bytes = :bytes
                          and coalesce(t.sha256, (select max(f.sha256) from file_upload f
                                where f.recording_id = r.id and f.state = 'COMPLETED')) = :sha256
                        order by r.created_at desc limit 1""")
                .param("bytes", bytes)
                .param("sha256", sha256)
                .query((row, index) -> known(row))
                .optional();
    }

    /** The oldest recording that held, before this one, the same file. */
    @Transactional(readOnly = true)
    public Optional<Known> before(RecordingId recording) {
        return jdbc.sql("""
                        select r.id, r.title, r.recorded_at from take mine
                          join recording me on me.id = mine.recording_id
                          join take t on t.sha256 = mine.sha256 and t.size_bytes = mine.size_bytes
                          join recording r on r.id = t.recording_id
                        where mine.recording_id = ? and r.id <> me.id and r.deleted_at is null
                          and (r.created_at, r.id) < (me.created_at, me.id)
                        order by r.created_at, r.id limit 1""")
                .param(recording.value())
                .query((row, index) -> known(row))
                .optional();
    }

    private static Known known(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Known(
                new RecordingId(row.getObject("id", UUID.class)),
                row.getString("title"),
                row.getTimestamp("recorded_at").toInstant());
    }
}
