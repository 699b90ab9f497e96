package app.ayka.jobs.console;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Says of what the current thread logs which run, attempt and part it is about, until it is closed; then what was said
 * before holds again. Names the node too: tests run several in one program.
 */
public final class LogScope implements AutoCloseable {

    static final String RUN = "ayka.run";
    static final String ATTEMPT = "ayka.attempt";
    static final String PART = "ayka.part";
    static final String NODE = "ayka.node";

    private final Map<String, @Nullable String> before = new LinkedHashMap<>();

    private LogScope(Map<String, String> said) {
        said.forEach((key, value) -> {
            before.put(key, MDC.get(key));
            MDC.put(key, value);
        });
    }

    public static LogScope run(Object run, Object node) {
        return new LogScope(Map.of(RUN, run.toString(), NODE, node.toString()));
    }

    /** From here on the thread works on this attempt at the run, until {@link #attemptEnded}. */
    public static void attemptBegins(long execution) {
        MDC.put(ATTEMPT, String.valueOf(execution));
    }

    public static void attemptEnded() {
        MDC.remove(ATTEMPT);
    }

    public static LogScope part(Object run, long execution, String part, Object node) {
        return new LogScope(
                Map.of(RUN, run.toString(), ATTEMPT, String.valueOf(execution), PART, part, NODE, node.toString()));
    }

    @Override
    public void close() {
        before.forEach((key, value) -> {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        });
    }
}
