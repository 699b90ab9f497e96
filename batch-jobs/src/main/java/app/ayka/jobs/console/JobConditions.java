package app.ayka.jobs.console;

import app.ayka.base.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A {@link JobFilter} as SQL over {@code processing_run p}, each condition one that an index serves. */
final class JobConditions {

    /** The only pipeline whose runs are rows of {@code processing_run}. */
    static final String JOB = "process-recording";

    private static final String LOWEST = "00000000-0000-0000-0000-000000000000";
    private static final String HIGHEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final Map<String, Object> parameters = new TreeMap<>();

    JobConditions(JobFilter filter) {
        var job = filter.job();
        if (job != null && !job.equals(JOB)) {
            conditions.add("false");
        }
        if (!filter.states().isEmpty()) {
            add(
                    "p.state = any (:states)",
                    "states",
                    filter.states().stream().map(Enum::name).toArray(String[]::new));
        }
        if (!filter.owners().isEmpty()) {
            add(
                    "p.owner_id = any (:owners)",
                    "owners",
                    filter.owners().stream().map(UserId::value).toArray(UUID[]::new));
        }
        var younger = filter.youngerThan();
        if (younger != null) {
            add("p.created_at >= now() - make_interval(secs => :younger)", "younger", (double) younger.toSeconds());
        }
        var older = filter.olderThan();
        if (older != null) {
            add("p.created_at < now() - make_interval(secs => :older)", "older", (double) older.toSeconds());
        }
        var errorClass = filter.errorClass();
        if (errorClass != null) {
            add("p.error_class = :error", "error", errorClass);
        }
        var id = filter.id();
        if (id != null) {
            beginsWith(id);
        }
    }

    String where() {
        return " where " + String.join(" and ", conditions) + " ";
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private void add(String condition, String name, Object value) {
        conditions.add(condition);
        parameters.put(name, value);
    }

    private void beginsWith(String id) {
        var letters = id.strip().toLowerCase(Locale.ROOT);
        var from = uuid(letters, LOWEST);
        var to = uuid(letters, HIGHEST);
        if (from.isEmpty() || to.isEmpty()) {
            conditions.add("false");
            return;
        }
        conditions.add("(p.id between :from and :to or p.recording_id between :from and :to)");
        parameters.put("from", from.get());
        parameters.put("to", to.get());
    }

    private static Optional<UUID> uuid(String beginning, String rest) {
        try {
            return beginning.length() > rest.length()
                    ? Optional.empty()
                    : Optional.of(UUID.fromString(beginning + rest.substring(beginning.length())));
        } catch (IllegalArgumentException noHexadecimal) {
            return Optional.empty();
        }
    }
}
