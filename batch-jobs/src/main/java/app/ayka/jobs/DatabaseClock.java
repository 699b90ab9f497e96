package app.ayka.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The database's time, by which all nodes judge heartbeats: this node's clock and its measured distance from it. */
@Component
class DatabaseClock {

    private final Clock clock = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    Instant now() {
        return clock.instant().plus(ahead);
    }

    /** Measured in the middle of a round trip. */
    void measured(Instant before, Instant database, Instant after) {
        ahead = Duration.between(before.plus(Duration.between(before, after).dividedBy(2)), database);
    }

    Instant local() {
        return clock.instant();
    }
}
