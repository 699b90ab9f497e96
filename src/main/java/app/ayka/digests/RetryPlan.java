package app.ayka.digests;

import java.time.Duration;

/** How often a mail is tried, and when again: 10 s, 20 s, 40 s … up to half an hour, 20 times in about seven hours. */
final class RetryPlan {

    static final int MAX_ATTEMPTS = 20;

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private RetryPlan() {}

    /** The time to wait after the attempt with this number, counted from 1. */
    static Duration after(int attempt) {
        var wait = FIRST.multipliedBy(1L << Math.min(attempt - 1, 16));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
