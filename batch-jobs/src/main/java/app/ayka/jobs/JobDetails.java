package app.ayka.jobs;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run with all attempts to work it off, newest first. */
public record JobDetails(JobSummary summary, List<Execution> executions) {

    /** One attempt. {@code status} is Spring Batch's: STARTED, COMPLETED, FAILED, STOPPED, … */
    public record Execution(
            long id,
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            List<StepRun> steps) {}

    /**
     * A step, or one part of it.
     *
     * @param partition null for the step as a whole, else the part's name
     * @param items written
     * @param rollbacks chunks that failed
     * @param cause technical; null when it went well
     */
    public record StepRun(
            String step,
            @Nullable String partition,
            String status,
            long items,
            long rollbacks,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String cause) {

        static StepRun of(
                String name,
                String status,
                long items,
                long rollbacks,
                @Nullable Instant startedAt,
                @Nullable Instant endedAt,
                @Nullable String cause) {
            var colon = name.indexOf(':');
            return new StepRun(
                    colon < 0 ? name : name.substring(0, colon).replace("-part", ""),
                    colon < 0 ? null : name.substring(colon + 1),
                    status,
                    items,
                    rollbacks,
                    startedAt,
                    endedAt,
                    cause == null || cause.isBlank() ? null : withoutStack(cause));
        }

        /** Batch keeps the whole stack trace, cut off somewhere; people read what failed and the causes below it. */
        private static String withoutStack(String trace) {
            return trace.lines()
                    .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                    .distinct()
                    .collect(Collectors.joining("\n"));
        }
    }
}
