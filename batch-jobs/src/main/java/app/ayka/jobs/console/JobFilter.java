package app.ayka.jobs.console;

import app.ayka.base.UserId;
import app.ayka.recordings.RunState;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs; null or empty means: all.
 *
 * @param job the pipeline's name
 * @param states any of these
 * @param owners any of these users
 * @param youngerThan asked for within this time
 * @param olderThan asked for before that time
 * @param errorClass kind of the technical cause, such as {@code AudioException}
 * @param id the first letters of a run's or a recording's id
 */
public record JobFilter(
        @Nullable String job,
        Set<RunState> states,
        Set<UserId> owners,
        @Nullable Duration youngerThan,
        @Nullable Duration olderThan,
        @Nullable String errorClass,
        @Nullable String id) {

    public static final JobFilter ALL = new JobFilter(null, Set.of(), Set.of(), null, null, null, null);

    public JobFilter {
        states = Set.copyOf(states);
        owners = Set.copyOf(owners);
    }

    public JobFilter withStates(Set<RunState> others) {
        return new JobFilter(job, others, owners, youngerThan, olderThan, errorClass, id);
    }

    public JobFilter withOwners(Set<UserId> others) {
        return new JobFilter(job, states, others, youngerThan, olderThan, errorClass, id);
    }
}
