package app.ayka.accounts.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down. Counts attempts per address and account together (5 free), per account (30) and per address (40);
 * beyond that each further one doubles the wait, 15 seconds to 15 minutes. An attempt counts before its password is
 * looked at, so parallel guesses gain nothing; a success gives it back. Half an hour without an attempt forgets. Unknown
 * accounts count like known ones. Kept in memory, at most 20 000 counters a node.
 */
@Component
public class LoginThrottle {

    private static final int MOST_COUNTERS = 20_000;
    private static final Duration FORGET = Duration.ofMinutes(30);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final Clock clock;
    private final Map<String, Counter> counters = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Counter> eldest) {
            return size() > MOST_COUNTERS;
        }
    };

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Counts an attempt; the time to wait when it is one too many (then it does not count). */
    public synchronized Optional<Duration> attempt(String account, String address) {
        var now = clock.instant();
        var wait = longest(
                waitOf(pair(account, address), 5, now),
                longest(waitOf("account " + account, 30, now), waitOf("address " + network(address), 40, now)));
        if (wait.isPositive()) {
            return Optional.of(wait);
        }
        count(pair(account, address), now);
        count("account " + account, now);
        count("address " + network(address), now);
        return Optional.empty();
    }

    /** The attempt was no guess. */
    public synchronized void succeeded(String account, String address) {
        counters.remove(pair(account, address));
        counters.remove("account " + account);
        counters.computeIfPresent(
                "address " + network(address),
                (key, counter) -> counter.attempts <= 1 ? null : new Counter(counter.attempts - 1, counter.last));
    }

    synchronized int size() {
        return counters.size();
    }

    private Duration waitOf(String key, int free, Instant now) {
        var counter = counters.get(key);
        if (counter == null || counter.attempts < free) {
            return Duration.ZERO;
        }
        var doublings = Math.min(counter.attempts - free, 10);
        var wait = FIRST_WAIT.multipliedBy(1L << doublings);
        var left = Duration.between(now, counter.last.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void count(String key, Instant now) {
        counters.compute(
                key,
                (k, counter) -> counter == null || counter.last.plus(FORGET).isBefore(now)
                        ? new Counter(1, now)
                        : new Counter(counter.attempts + 1, now));
    }

    private static Duration longest(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static String pair(String account, String address) {
        return "pair " + account + " " + network(address);
    }

    /** One household or host: an IPv4 address, the first 64 bits of an IPv6 address. */
    public static String network(@Nullable String address) {
        if (address == null || !address.contains(":")) {
            return String.valueOf(address);
        }
        var groups = address.split(":", -1);
        var compressed = address.indexOf("::");
        if (compressed >= 0 && address.substring(0, compressed).split(":").length < 4) {
            return address.substring(0, compressed) + "::";
        }
        return String.join(":", java.util.Arrays.copyOf(groups, Math.min(4, groups.length)));
    }

    private record Counter(int attempts, Instant last) {}
}
