package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recordings of everybody for which a time has come; each is worked on as its owner. */
@Component
class DueRecordings {

    private final JdbcClient system;

    DueRecordings(@Qualifier("systemJdbcClient") JdbcClient system) {
        this.system = system;
    }

    private record Due(UserId owner, RecordingId recording) {}

    /**
     * @param function of the database, by which the system role sees ids and nothing else
     * @return how many there were
     */
    int each(String function, Instant before, BiConsumer<UserId, RecordingId> work) {
        List<Due> due = system.sql("select * from " + function + "(?)")
                .param(Timestamp.from(before))
                .query((row, index) -> new Due(
                        new UserId(row.getObject("owner_id", UUID.class)),
                        new RecordingId(row.getObject("recording_id", UUID.class))))
                .list();
        due.forEach(one -> ActingUser.run(one.owner(), () -> work.accept(one.owner(), one.recording())));
        return due.size();
    }
}
