package app.ayka.jobs.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the program said while it worked on a run, without secrets.
 *
 * @param id grows with time
 * @param attempt the job execution; null between attempts
 * @param part the part's name; null for the run as a whole
 * @param thrown a stack trace; null when there is none
 */
public record LogLine(
        long id,
        Instant at,
        String level,
        @Nullable Long attempt,
        @Nullable String part,
        String node,
        String logger,
        String message,
        @Nullable String thrown) {}
