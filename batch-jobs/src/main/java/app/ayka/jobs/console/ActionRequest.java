package app.ayka.jobs.console;

import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What shall be done to a run, and why.
 *
 * @param reason an administrator's words, not empty
 * @param parameters what the action needs to know: {@code from}, {@code engine}, {@code model}, {@code language},
 *     {@code speakers-min}, {@code speakers-max} of a new run, {@code priority}
 */
public record ActionRequest(JobAction action, RunId run, String reason, Map<String, String> parameters) {

    public ActionRequest {
        reason = reason.strip();
        parameters = Map.copyOf(parameters);
        if (reason.isEmpty()) {
            throw new IllegalArgumentException("an action needs a reason");
        }
    }

    public ActionRequest(JobAction action, RunId run, String reason) {
        this(action, run, reason, Map.of());
    }

    public static ActionRequest newRun(RunId parent, String reason, Step from, RunOptions options) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("from", from.key());
        put(parameters, "engine", options.engine());
        put(parameters, "model", options.model());
        put(parameters, "language", options.language());
        put(parameters, "speakers-min", options.speakersMin());
        put(parameters, "speakers-max", options.speakersMax());
        return new ActionRequest(JobAction.NEW_RUN, parent, reason, parameters);
    }

    ActionRequest on(RunId other) {
        return new ActionRequest(action, other, reason, parameters);
    }

    /** The step that a new run begins with; empty when none is named or there is none of that name. */
    Optional<Step> from() {
        try {
            return Optional.ofNullable(parameters.get("from")).map(Step::of);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    RunOptions options() {
        return new RunOptions(
                parameters.get("engine"),
                parameters.get("model"),
                parameters.get("language"),
                number("speakers-min"),
                number("speakers-max"));
    }

    /** A whole number; null when there is none of that name. @throws IllegalArgumentException when it is no number */
    @Nullable
    Integer number(String name) {
        var value = parameters.get(name);
        return value == null ? null : Integer.valueOf(value);
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            parameters.put(name, value.toString());
        }
    }
}
