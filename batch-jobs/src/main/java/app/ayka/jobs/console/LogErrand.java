package app.ayka.jobs.console;

import app.ayka.jobs.Errand;
import app.ayka.jobs.Schedules;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets old lines of the jobs' log, and who worked on parts of long ago. */
@Component
class LogErrand implements Errand {

    private static final Logger log = LoggerFactory.getLogger(LogErrand.class);
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration WORK_KEPT = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final LogSettings settings;
    private final Schedules schedules;

    LogErrand(@Qualifier("systemJdbcClient") JdbcClient jdbc, LogSettings settings, Schedules schedules) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.schedules = schedules;
    }

    @Override
    public Task<?> task() {
        return schedules.recurring("forget-job-log", PERIOD, this::forget);
    }

    /** @return how many lines were forgotten */
    int forget() {
        var old = jdbc.sql("delete from job_log where at < now() - make_interval(secs => ?)")
                .param((double) settings.keep().toSeconds())
                .update();
        var many = jdbc.sql("delete from job_log where id <= (select max(id) from job_log) - ?")
                .param(settings.lines())
                .update();
        jdbc.sql("delete from part_work where taken_at < now() - make_interval(secs => ?)")
                .param((double) WORK_KEPT.toSeconds())
                .update();
        if (old + many > 0) {
            log.info("forgot {} lines of the jobs' log", old + many);
        }
        return old + many;
    }
}
