package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectStoreException;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.capture.AbandonedRecordings;
import app.ayka.recordings.capture.CaptureSettings;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends recordings whose devices never came back to end them. */
@Component
class AbandonmentErrand implements Errand {

    private static final Logger log = LoggerFactory.getLogger(AbandonmentErrand.class);
    private static final Duration PERIOD = Duration.ofMinutes(30);

    private final JdbcClient system;
    private final AbandonedRecordings abandoned;
    private final CaptureSettings settings;
    private final Clock clock;

    AbandonmentErrand(
            @Qualifier("systemJdbcClient") JdbcClient system,
            AbandonedRecordings abandoned,
            CaptureSettings settings,
            Clock clock) {
        this.system = system;
        this.abandoned = abandoned;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Task<?> task() {
        return Tasks.recurring("end-abandoned", FixedDelay.of(PERIOD)).execute((task, context) -> endAbandoned());
    }

    private record Abandoned(UserId owner, RecordingId recording) {}

    void endAbandoned() {
        List<Abandoned> due = system.sql("select * from recordings_without_news_since(?)")
                .param(Timestamp.from(clock.instant().minus(settings.giveUpAfter())))
                .query((row, index) -> new Abandoned(
                        new UserId(row.getObject("owner_id", UUID.class)),
                        new RecordingId(row.getObject("recording_id", UUID.class))))
                .list();
        due.forEach(one -> ActingUser.run(one.owner(), () -> end(one.recording())));
    }

    private void end(RecordingId recording) {
        try {
            log.info(
                    "recording {} had no news for {}: {}", recording, settings.giveUpAfter(), abandoned.end(recording));
        } catch (ObjectStoreException e) { // one recording's trouble is not the others'
            log.warn("abandoned recording {} was not ended, the next look tries again: {}", recording, e.getMessage());
        }
    }
}
