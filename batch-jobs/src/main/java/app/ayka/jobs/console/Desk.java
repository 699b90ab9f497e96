package app.ayka.jobs.console;

import app.ayka.base.UserId;
import app.ayka.recordings.RunId;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The console over a connection to a cluster's database, for the command line. It reads as pages do; what shall be done
 * is written into the book of actions, and a node of the cluster does it: the same code, judged and kept the same.
 */
public final class Desk {

    /** What nodes have unless their operator chose otherwise; the node that acts judges by its own. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(8);

    private final JdbcClient jdbc;
    private final JobRows rows;
    private final TreeRows trees;
    private final LogRows log;
    private final ActionRows book;
    private final ActionPlans plans;

    public Desk(Connection connection) {
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.rows = new JobRows(jdbc);
        this.trees = new TreeRows(jdbc);
        this.log = new LogRows(jdbc);
        this.book = new ActionRows(jdbc);
        this.plans = new ActionPlans(jdbc, DEAD_AFTER);
    }

    /**
     * What came of an action on a run.
     *
     * @param outcome DONE, REFUSED, FAILED, or PLANNED when it was only asked what would be done
     */
    public record Outcome(
            RunId run,
            String outcome,
            String words,
            @Nullable RunId newRun) {

        public boolean done() {
            return outcome.equals("DONE") || outcome.equals("PLANNED");
        }
    }

    public List<JobRecord> find(JobFilter filter, int limit) {
        return rows.find(filter, 0, limit);
    }

    public List<RunId> matching(JobFilter filter) {
        return rows.ids(filter, JobActions.MOST);
    }

    /** Runs whose id begins so, at most two. */
    public List<RunId> runs(String beginning) {
        return rows
                .find(new JobFilter(null, java.util.Set.of(), java.util.Set.of(), null, null, null, beginning), 0, 20)
                .stream()
                .map(JobRecord::run)
                .filter(run -> run.toString().startsWith(beginning.toLowerCase(java.util.Locale.ROOT)))
                .limit(2)
                .toList();
    }

    public Optional<UserId> user(String email) {
        return jdbc.sql("select id from app_user where email = lower(?)")
                .param(email)
                .query((row, index) -> new UserId(row.getObject("id", UUID.class)))
                .optional();
    }

    public Optional<JobTree> tree(RunId run) {
        return rows.find(run).map(job -> new JobTree(job, trees.attempts(run)));
    }

    public List<LogLine> log(RunId run, boolean warningsOnly, int limit) {
        return log.of(run, warningsOnly, limit);
    }

    public List<ActionEntry> actions(RunId run) {
        return book.of(run);
    }

    /** What would be done. */
    public List<Outcome> plan(JobAction action, List<RunId> runs, Map<String, String> parameters) {
        return runs.stream()
                .map(run -> planned(run, plans.plan(new ActionRequest(action, run, "?", parameters))))
                .toList();
    }

    private static Outcome planned(RunId run, ActionPlan plan) {
        var refusal = plan.refusal();
        if (refusal != null) {
            return new Outcome(run, "REFUSED", refusal, null);
        }
        var steps = plan.redo().stream()
                .map(redo -> redo.step()
                        + (redo.todo() == 0
                                ? ""
                                : " (" + redo.todo() + " of " + (redo.todo() + redo.done()) + " parts)"))
                .toList();
        var items = plan.items().stream()
                .map(item -> "Left out: piece " + (item.number() + 1) + " of " + item.step() + ". ")
                .collect(Collectors.joining());
        var about = plan.about();
        return new Outcome(
                run,
                "PLANNED",
                steps.isEmpty()
                        ? "Nothing would be worked on again."
                        : items + "Worked on again: " + String.join(", ", steps)
                                + (about == null ? "." : "; about " + Math.max(1, about.toSeconds()) + " s."),
                null);
    }

    /** Asks the cluster to do it and waits for what comes of each, which {@code each} is told in their order. */
    public void act(
            String who,
            JobAction action,
            List<RunId> runs,
            String reason,
            Map<String, String> parameters,
            Consumer<Outcome> each) {
        var orders = new ActionOrders(book, who, runs.size() > 1 ? UUID.randomUUID() : null);
        orders.carryOut(
                runs.stream()
                        .map(run -> new ActionRequest(action, run, reason, parameters))
                        .toList(),
                each);
    }
}
