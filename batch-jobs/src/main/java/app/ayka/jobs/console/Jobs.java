package app.ayka.jobs.console;

import app.ayka.jobs.Administrators;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Everybody's jobs, for administrators: found, looked into, and what was said while they ran. */
@Service
public class Jobs {

    private final Administrators administrators;
    private final JobRows rows;
    private final TreeRows trees;
    private final LogRows log;

    Jobs(Administrators administrators, @Qualifier("systemJdbcClient") JdbcClient system) {
        this.administrators = administrators;
        this.rows = new JobRows(system);
        this.trees = new TreeRows(system);
        this.log = new LogRows(system);
    }

    /** A kind of failure, one of its reasons in words, and how many runs have it now. */
    public record ErrorClass(String name, String example, int count) {}

    /** A page of the list, newest first. */
    public List<JobRecord> find(JobFilter filter, int offset, int limit) {
        administrators.require();
        return rows.find(filter, offset, limit);
    }

    public int count(JobFilter filter) {
        administrators.require();
        return rows.count(filter);
    }

    /** How many of the found ones are in each state, whatever states the filter names. */
    public Map<RunState, Integer> states(JobFilter filter) {
        administrators.require();
        return rows.states(filter.withStates(Set.of()));
    }

    /** The kinds of failures that there are now, the most frequent first. */
    public List<ErrorClass> errorClasses() {
        administrators.require();
        return rows.errorClasses().stream()
                .map(kind -> new ErrorClass(kind.name(), kind.example(), kind.count()))
                .toList();
    }

    /** A run with its attempts, steps and parts; empty when it is gone. */
    public Optional<JobTree> tree(RunId run) {
        administrators.require();
        return rows.find(run).map(job -> new JobTree(job, trees.attempts(run)));
    }

    /**
     * What was said while the run was worked on, oldest first, at most so many of the newest lines.
     *
     * @param warningsOnly leaves out what is of no concern
     */
    public List<LogLine> log(RunId run, boolean warningsOnly, int limit) {
        administrators.require();
        return log.of(run, warningsOnly, limit);
    }
}
