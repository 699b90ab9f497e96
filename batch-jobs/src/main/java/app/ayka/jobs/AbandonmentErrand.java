package app.ayka.jobs;

import app.ayka.base.storage.ObjectStoreException;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.capture.AbandonedRecordings;
import app.ayka.recordings.capture.CaptureSettings;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends recordings whose devices never came back to end them. */
@Component
class AbandonmentErrand implements Errand {

    private static final Logger log = LoggerFactory.getLogger(AbandonmentErrand.class);
    private static final Duration PERIOD = Duration.ofMinutes(30);

    private final DueRecordings recordings;
    private final AbandonedRecordings abandoned;
    private final CaptureSettings settings;
    private final Clock clock;
    private final Schedules schedules;

    AbandonmentErrand(
            DueRecordings recordings,
            AbandonedRecordings abandoned,
            CaptureSettings settings,
            Clock clock,
            Schedules schedules) {
        this.schedules = schedules;
        this.recordings = recordings;
        this.abandoned = abandoned;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Task<?> task() {
        return schedules.recurring("end-abandoned", PERIOD, () -> endAbandoned());
    }

    void endAbandoned() {
        recordings.each(
                "recordings_without_news_since",
                clock.instant().minus(settings.giveUpAfter()),
                (owner, recording) -> end(recording));
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
