package app.ayka.digests;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
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

/** The log of mails as rows; every call needs a transaction of its caller's. */
@Component
class MailRows {

    private final JdbcClient jdbc;

    MailRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when there is a mail for this run, recipient and kind already; nothing is changed then */
    boolean insert(UserId owner, MailKind kind, StoredMail stored) {
        var mail = stored.mail();
        var run = mail.run();
        var recording = mail.recording();
        return jdbc.sql("""
                                insert into email_log (id, owner_id, run_id, recording_id, kind, recipient, message_id,
                                    subject, html_body, text_body, state, reason, created_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                        .param(mail.id().value())
                        .param(owner.value())
                        .param(run == null ? null : run.value())
                        .param(recording == null ? null : recording.value())
                        .param(kind.name())
                        .param(mail.recipient())
                        .param(mail.messageId())
                        .param(mail.subject())
                        .param(stored.html())
                        .param(stored.text())
                        .param(mail.state().name())
                        .param(mail.reason())
                        .param(Timestamp.from(mail.createdAt()))
                        .update()
                == 1;
    }

    Optional<StoredMail> find(MailId id) {
        return jdbc.sql("select * from email_log where id = ?")
                .param(id.value())
                .query((row, index) -> stored(row))
                .optional();
    }

    /** The mail, locked until the transaction ends. */
    Optional<StoredMail> lock(MailId id) {
        return jdbc.sql("select * from email_log where id = ? for update")
                .param(id.value())
                .query((row, index) -> stored(row))
                .optional();
    }

    Optional<LoggedMail> of(RunId run, String recipient) {
        return jdbc.sql("select * from email_log where run_id = ? and recipient = ? and kind = 'SUMMARY'")
                .params(run.value(), recipient)
                .query((row, index) -> logged(row))
                .optional();
    }

    /** Whether another run of the recording already told the recipient the same, or is about to. */
    boolean isToldAlready(RecordingId recording, String recipient, String text) {
        return jdbc.sql("""
                        select exists (select from email_log
                            where recording_id = ? and recipient = ? and kind = 'SUMMARY' and text_body = ?
                                and state in ('PREPARED', 'SENDING', 'SENT'))""")
                .params(recording.value(), recipient, text)
                .query(Boolean.class)
                .single();
    }

    /** Newest first. */
    List<LoggedMail> list(int limit) {
        return jdbc.sql("select * from email_log order by created_at desc, id limit ?")
                .param(limit)
                .query((row, index) -> logged(row))
                .list();
    }

    void sending(MailId id, Instant at) {
        jdbc.sql("update email_log set state = 'SENDING', sending_at = ?, attempts = attempts + 1 where id = ?")
                .params(Timestamp.from(at), id.value())
                .update();
    }

    void sent(MailId id, Instant at) {
        jdbc.sql("update email_log set state = 'SENT', sent_at = ?, reason = null where id = ?")
                .params(Timestamp.from(at), id.value())
                .update();
    }

    void state(MailId id, MailState state, String reason) {
        jdbc.sql("update email_log set state = ?, reason = ? where id = ?")
                .params(state.name(), reason, id.value())
                .update();
    }

    /** Makes the mail ready as if it had never been tried. */
    void again(MailId id) {
        jdbc.sql("update email_log set state = 'PREPARED', attempts = 0, reason = null where id = ?")
                .param(id.value())
                .update();
    }

    private static StoredMail stored(ResultSet row) throws SQLException {
        return new StoredMail(logged(row), row.getString("html_body"), row.getString("text_body"));
    }

    private static LoggedMail logged(ResultSet row) throws SQLException {
        var run = row.getObject("run_id", UUID.class);
        var recording = row.getObject("recording_id", UUID.class);
        return new LoggedMail(
                new MailId(row.getObject("id", UUID.class)),
                run == null ? null : new RunId(run),
                recording == null ? null : new RecordingId(recording),
                row.getString("recipient"),
                row.getString("message_id"),
                row.getString("subject"),
                MailState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getString("reason"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("sent_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
