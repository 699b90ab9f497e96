package app.ayka.jobs.console;

import app.ayka.jobs.Administrators;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How the jobs went over hours and days, for administrators. */
@Service
public class Trends {

    private final Administrators administrators;
    private final TrendRows rows;

    Trends(Administrators administrators, @Qualifier("systemJdbcClient") JdbcClient system) {
        this.administrators = administrators;
        this.rows = new TrendRows(system);
    }

    /**
     * One stretch of time; a figure is null where nothing happened.
     *
     * @param ended runs that came to an end in it, however
     * @param failed those of them that failed
     * @param waitedMs median of how long runs that began in it had waited for a worker
     * @param waited95Ms nineteen of twenty waited no longer
     * @param realTimeFactor time of work for the sound of runs that were done in it, by the sound's length; 0.5 is
     *     twice as fast as it was spoken
     * @param busySlots parts at work at once, on average
     */
    public record Point(
            Instant from,
            int ended,
            int failed,
            @Nullable Double waitedMs,
            @Nullable Double waited95Ms,
            @Nullable Double realTimeFactor,
            double busySlots) {

        /** 0..1. */
        public @Nullable Double failureRate() {
            return ended == 0 ? null : (double) failed / ended;
        }
    }

    /** The last so many stretches of this length, the newest (which is not over) last. */
    public List<Point> last(int count, Duration each) {
        administrators.require();
        return rows.last(Math.clamp(count, 1, 500), each);
    }
}
