package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.notices.NoticeDraft;
import app.ayka.notices.NoticeKind;
import app.ayka.notices.NoticeSettings;
import app.ayka.notices.Notices;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import com.github.kagkarlsson.scheduler.task.Task;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reminds of recordings that do not arrive, and forgets old notices. */
@Component
class NoticeCareErrand implements Errand {

    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final JdbcClient system;
    private final Notices notices;
    private final Recordings recordings;
    private final NoticeSettings settings;
    private final Clock clock;
    private final Schedules schedules;

    NoticeCareErrand(
            @Qualifier("systemJdbcClient") JdbcClient system,
            Notices notices,
            Recordings recordings,
            NoticeSettings settings,
            Clock clock,
            Schedules schedules) {
        this.schedules = schedules;
        this.system = system;
        this.notices = notices;
        this.recordings = recordings;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Task<?> task() {
        return schedules.recurring("care-for-notices", PERIOD, () -> {
            remind();
            forget();
        });
    }

    private record Late(UserId owner, RecordingId recording) {}

    /** A recording that takes in sound still, and whose device has been silent for a while. */
    void remind() {
        List<Late> late = system.sql("select * from recordings_without_news_since(?)")
                .param(Timestamp.from(clock.instant().minus(settings.remindAfter())))
                .query((row, index) -> new Late(
                        new UserId(row.getObject("owner_id", UUID.class)),
                        new RecordingId(row.getObject("recording_id", UUID.class))))
                .list();
        late.forEach(one -> ActingUser.run(
                one.owner(),
                () -> recordings
                        .find(one.recording())
                        .ifPresent(recording -> notices.tell(new NoticeDraft(
                                NoticeKind.SOUND_ON_DEVICE,
                                recording.id().toString(),
                                recording.id(),
                                recording.title(),
                                "",
                                0)))));
    }

    /** @return how many notices were too old to be of use */
    int forget() {
        return system.sql("select notices_forget_before(?)")
                .param(Timestamp.from(clock.instant().minus(settings.keep())))
                .query(Integer.class)
                .single();
    }
}
