package app.ayka.jobs;

import app.ayka.recordings.RunId;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/**
 * One part of a step: a span of the run's recording, or all of it. Its name comes from ids, so that a restart finds the
 * same parts; everything a worker needs follows from the name, because a kill can leave a part without its context.
 */
record Part(RunId run, @Nullable Integer span) {

    private static final String RUN = "run-";
    private static final String SPAN = "-span-";

    /** {@code run-<id>} or {@code run-<id>-span-<n>}. */
    String name() {
        return RUN + run + (span == null ? "" : SPAN + span);
    }

    static Part of(StepExecution execution) {
        var step = execution.getStepName();
        return parse(step.substring(step.indexOf(':') + 1));
    }

    static Part parse(String name) {
        var end = name.indexOf(SPAN);
        if (!name.startsWith(RUN)) {
            throw new IllegalArgumentException("not the name of a part: " + name);
        }
        return end < 0
                ? new Part(RunId.of(name.substring(RUN.length())), null)
                : new Part(
                        RunId.of(name.substring(RUN.length(), end)),
                        Integer.valueOf(name.substring(end + SPAN.length())));
    }

    /** The number of the span. @throws IllegalStateException when this part is the whole recording */
    int spanNumber() {
        if (span == null) {
            throw new IllegalStateException(name() + " is no span");
        }
        return span;
    }
}
