package app.ayka.jobs.console;

import app.ayka.jobs.Administrators;
import app.ayka.jobs.JobTimes;
import app.ayka.recordings.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What administrators do to jobs. Each action is kept with who, when, why and what came of it; what makes no sense is
 * refused in words and changes nothing.
 */
@Service
public class JobActions {

    /** Most runs of one bulk. */
    public static final int MOST = 1_000;

    private final Administrators administrators;
    private final JobDeeds deeds;
    private final ActionPlans plans;
    private final ActionRows book;
    private final JobRows rows;

    JobActions(
            Administrators administrators,
            JobDeeds deeds,
            @Qualifier("systemJdbcClient") JdbcClient system,
            JobTimes times) {
        this.administrators = administrators;
        this.deeds = deeds;
        this.plans = new ActionPlans(system, times.deadAfter());
        this.book = new ActionRows(system);
        this.rows = new JobRows(system);
    }

    /** A run of a bulk and what came of it. */
    public record RunResult(RunId run, ActionResult result) {}

    /** What the action would do now; the request's reason does not matter. */
    public ActionPlan plan(ActionRequest request) {
        administrators.require();
        return plans.plan(request);
    }

    public ActionResult act(ActionRequest request) {
        return deeds.perform(administrators.require().toString(), request, null);
    }

    /** The same to each of several runs, one after the other; each is refused or done by itself. */
    public List<RunResult> act(ActionRequest request, List<RunId> runs) {
        var results = new ArrayList<RunResult>();
        bulk(request, runs, results::add).run();
        return results;
    }

    /**
     * The same to each of several runs for whoever acts now, on whatever thread runs the answer.
     *
     * @param each is told what came of each, in their order; false ends it there and leaves the others as they are
     */
    public Runnable bulk(ActionRequest request, List<RunId> runs, Predicate<RunResult> each) {
        var who = administrators.require().toString();
        var bulk = UUID.randomUUID();
        var all = List.copyOf(runs.subList(0, Math.min(runs.size(), MOST)));
        return () -> {
            for (var run : all) {
                if (!each.test(new RunResult(run, deeds.perform(who, request.on(run), bulk)))) {
                    return;
                }
            }
        };
    }

    /** The runs that a filter finds, newest first, at most {@link #MOST}: for an action on all of them. */
    public List<RunId> matching(JobFilter filter) {
        administrators.require();
        return rows.ids(filter, MOST);
    }

    /** What was done to a run, newest first. */
    public List<ActionEntry> of(RunId run) {
        administrators.require();
        return book.of(run);
    }

    /** What was done lately, newest first. */
    public List<ActionEntry> newest(int limit) {
        administrators.require();
        return book.newest(limit);
    }
}
