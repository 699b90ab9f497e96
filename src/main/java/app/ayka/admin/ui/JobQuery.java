package app.ayka.admin.ui;

import app.ayka.base.UserId;
import app.ayka.jobs.console.JobFilter;
import app.ayka.recordings.RunState;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the list of jobs is filtered by, as it stands in the address: whoever gets the address sees the same. What makes no
 * sense in an address is left out.
 *
 * @param user part of a name or an e-mail address
 * @param age {@code 1h}, {@code 24h}, {@code 7d}, {@code 30d} for younger, {@code >1d}, {@code >30d} for older
 */
record JobQuery(String id, Set<RunState> states, String user, String age, String error, String job) {

    static final List<String> AGES = List.of("1h", "24h", "7d", "30d", ">1d", ">30d");

    static JobQuery of(QueryParameters parameters) {
        var age = one(parameters, "age");
        return new JobQuery(
                one(parameters, "id"),
                Arrays.stream(one(parameters, "state").split(","))
                        .flatMap(name -> Arrays.stream(RunState.values())
                                .filter(state -> state.name().equalsIgnoreCase(name)))
                        .collect(Collectors.toUnmodifiableSet()),
                one(parameters, "user"),
                AGES.contains(age) ? age : "",
                one(parameters, "error"),
                one(parameters, "job"));
    }

    QueryParameters parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("id", id);
        all.put(
                "state",
                states.stream()
                        .sorted()
                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(",")));
        all.put("user", user);
        all.put("age", age);
        all.put("error", error);
        all.put("job", job);
        all.values().removeIf(String::isBlank);
        return QueryParameters.simple(all);
    }

    boolean isEmpty() {
        return equals(new JobQuery("", Set.of(), "", "", "", ""));
    }

    /** How many filters beside that of the states there are. */
    long fields() {
        return Stream.of(id, user, age, error, job)
                .filter(value -> !value.isEmpty())
                .count();
    }

    JobQuery withStates(Set<RunState> others) {
        return new JobQuery(id, others, user, age, error, job);
    }

    /** @param owners who the user could be; empty with a user given: nobody */
    JobFilter filter(Set<UserId> owners) {
        var length = Optional.of(age.replace(">", ""))
                .filter(text -> !text.isEmpty())
                .map(JobQuery::duration);
        var older = age.startsWith(">");
        return new JobFilter(
                job.isEmpty() ? null : job,
                states,
                owners,
                older ? null : length.orElse(null),
                older ? length.orElse(null) : null,
                error.isEmpty() ? null : error,
                id.isEmpty() ? null : id);
    }

    private static Duration duration(String text) {
        var number = Long.parseLong(text.substring(0, text.length() - 1));
        return text.endsWith("h") ? Duration.ofHours(number) : Duration.ofDays(number);
    }

    private static String one(QueryParameters parameters, String name) {
        return parameters.getSingleParameter(name).map(String::strip).orElse("");
    }
}
