package app.ayka.recordings.capture;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Slows down a device that asks too often: a bucket per recording, connected device or network address, filled at the
 * permitted rate, four seconds deep. Kept per node, since it protects the node.
 */
@Component
class CaptureRate {

    private static final int BURST_SECONDS = 4;
    private static final int SWEEP_ABOVE = 10_000;

    private final ConcurrentHashMap<Object, Bucket> buckets = new ConcurrentHashMap<>();
    private final Clock clock;
    private final double perSecond;

    CaptureRate(Clock clock, CaptureSettings settings) {
        this.clock = clock;
        this.perSecond = settings.requestsPerSecond();
    }

    private record Bucket(double tokens, Instant at, boolean admitted) {}

    /** @return whether this request may pass now */
    boolean admit(Object who) {
        var now = clock.instant();
        if (buckets.size() > SWEEP_ABOVE) {
            var idle = now.minusSeconds(BURST_SECONDS); // full again: forgetting it changes nothing
            buckets.values().removeIf(bucket -> bucket.at().isBefore(idle));
        }
        return buckets.compute(who, (id, bucket) -> draw(bucket == null ? full(now) : bucket, now))
                .admitted();
    }

    private Bucket draw(Bucket bucket, Instant now) {
        var seconds = Duration.between(bucket.at(), now).toMillis() / 1000.0;
        var filled = Math.min(depth(), bucket.tokens() + Math.max(0, seconds) * perSecond);
        return filled >= 1 ? new Bucket(filled - 1, now, true) : new Bucket(filled, now, false);
    }

    private Bucket full(Instant now) {
        return new Bucket(depth(), now, true);
    }

    private double depth() {
        return perSecond * BURST_SECONDS;
    }
}
