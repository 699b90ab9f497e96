package app.ayka.jobs.console;

import app.ayka.jobs.console.ActionPlan.Item;
import app.ayka.jobs.console.ActionPlan.Redo;
import app.ayka.jobs.console.JobTree.Work;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says of an action whether it makes sense now, what would be worked on again, and about how long that takes. Plain SQL
 * as the system role, so that pages, the command line and the deed itself judge alike.
 */
final class ActionPlans {

    private static final Duration NO_TIME = Duration.ZERO;

    private final JobRows jobs;
    private final TreeRows trees;
    private final QueueRows queue;
    private final StepHistory history;
    private final Duration deadAfter;

    /** @param deadAfter a node that is silent for so long is taken for dead */
    ActionPlans(JdbcClient system, Duration deadAfter) {
        this.jobs = new JobRows(system);
        this.trees = new TreeRows(system);
        this.queue = new QueueRows(system);
        this.history = new StepHistory(system);
        this.deadAfter = deadAfter;
    }

    ActionPlan plan(ActionRequest request) {
        var job = jobs.find(request.run()).orElse(null);
        if (job == null) {
            return ActionPlan.refused("This run is not here any more.");
        }
        return switch (request.action()) {
            case STOP -> stop(job);
            case ABANDON ->
                job.isRestartable() ? new ActionPlan(null, List.of(), NO_TIME, List.of()) : cannotRestart(job);
            case RECOVER -> recover(job);
            case RESTART -> job.isRestartable() ? goingOn(job, List.of()) : cannotRestart(job);
            case RERUN_PARTS -> rerun(job);
            case SKIP_ITEM -> skip(job);
            case NEW_RUN -> newRun(job, request);
            case PRIORITY -> priority(job, request);
        };
    }

    private static ActionPlan stop(JobRecord job) {
        if (job.state().isFinal()) {
            return ActionPlan.refused("It has ended already: " + ended(job) + ".");
        }
        return job.stopAsked()
                ? ActionPlan.refused("It was asked to stop already, and ends at its next safe point.")
                : new ActionPlan(null, List.of(), NO_TIME, List.of());
    }

    private static ActionPlan cannotRestart(JobRecord job) {
        if (job.abandonedAt() != null) {
            return ActionPlan.refused("It was given up. A new run can be begun from any step.");
        }
        return ActionPlan.refused(
                switch (job.state()) {
                    case QUEUED -> "It is queued already, and begins as soon as a worker is free.";
                    case RUNNING -> "It is being worked on. Stop it first.";
                    case WAITING -> "It waits and goes on by itself. Stop it first, if it shall not.";
                    case COMPLETED -> "It is done. A new run can be begun from any step.";
                    case FAILED, STOPPED -> "It cannot be restarted.";
                });
    }

    private ActionPlan recover(JobRecord job) {
        if (job.state().isFinal()) {
            return ActionPlan.refused("It has ended already: " + ended(job) + ". There is nothing to recover.");
        }
        var place = queue.of(job.run());
        if (place.isEmpty()) { // the queue forgot it
            return goingOn(job, List.of());
        }
        if (!place.get().isPicked()) {
            return ActionPlan.refused("No node has it: it is in the queue, and the next free worker goes on.");
        }
        if (place.get().silent().compareTo(deadAfter) < 0) {
            return ActionPlan.refused("The node " + place.get().node() + " works on it and gave a sign of life "
                    + place.get().silent().toSeconds() + " s ago. It is recovered only when that node is gone for "
                    + deadAfter.toSeconds() + " s.");
        }
        return goingOn(job, List.of());
    }

    private ActionPlan rerun(JobRecord job) {
        if (!job.isRestartable()) {
            return cannotRestart(job);
        }
        return latest(job).values().stream().noneMatch(Work::hasFailed)
                ? ActionPlan.refused("No part of it failed. Restart it: it goes on where it ended.")
                : goingOn(job, List.of());
    }

    private ActionPlan skip(JobRecord job) {
        if (!job.isRestartable()) {
            return cannotRestart(job);
        }
        var items = latest(job).values().stream()
                .filter(Work::hasFailed)
                .flatMap(ActionPlans::item)
                .toList();
        return items.isEmpty()
                ? ActionPlan.refused("It did not fail at a piece of sound that can be left out.")
                : goingOn(job, items);
    }

    private static Stream<Item> item(Work part) {
        var trouble = part.trouble();
        var item = trouble == null ? null : trouble.item();
        return item == null || trouble == null
                ? Stream.empty()
                : Stream.of(new Item(part.step(), item, trouble.words()));
    }

    private ActionPlan newRun(JobRecord parent, ActionRequest request) {
        var from = request.from().orElse(null);
        if (from == null) {
            return ActionPlan.refused("A new run begins with one of the steps "
                    + Stream.of(Step.values()).map(Step::key).collect(Collectors.joining(", ")) + ".");
        }
        var speech = OptionRules.problem(request);
        if (speech != null) {
            return ActionPlan.refused(speech);
        }
        var other = jobs.unfinished(parent.recording());
        if (other.isPresent()) {
            return ActionPlan.refused("Run " + other.get() + " of the same recording has not ended."
                    + " Wait for it or stop it: one recording is worked on once at a time.");
        }
        var missing = jobs.missingBefore(parent.run(), from);
        if (missing.isPresent()) {
            return ActionPlan.refused("The step " + missing.get() + " was never done for it, and " + from.key()
                    + " needs what it makes. Begin with an earlier step.");
        }
        if (from.ordinal() < Step.LEADS.ordinal() && !jobs.hasSound(parent.run())) {
            return ActionPlan.refused("The recording came as text, there is no sound. Begin with leads or summary.");
        }
        var parts = parts(parent.run());
        return timed(from.andLater().stream()
                .map(step ->
                        redo(step, parts.getOrDefault(step.key(), List.of()).size(), 0))
                .toList());
    }

    private static ActionPlan priority(JobRecord job, ActionRequest request) {
        if (job.state().isFinal()) {
            return ActionPlan.refused("It has ended already: " + ended(job) + ".");
        }
        return OptionRules.isPriority(request)
                ? new ActionPlan(null, List.of(), NO_TIME, List.of())
                : ActionPlan.refused("A priority is a whole number from -9 (last) to 9 (first); 0 is usual.");
    }

    /** What a restart does: everything from the first step on that is not done; parts that are done stay. */
    private ActionPlan goingOn(JobRecord job, List<Item> items) {
        var parts = parts(job.run());
        var steps = new ArrayList<Redo>();
        var doneBefore = true;
        for (var step : job.fromStep().andLater()) {
            var works = parts.getOrDefault(step.key(), List.of());
            var done = (int) works.stream().filter(Work::isDone).count();
            if (doneBefore && done > 0 && done == works.size() && isDone(job.run(), step)) {
                continue;
            }
            doneBefore = false;
            steps.add(redo(step, works.size() - done, done));
        }
        var plan = timed(steps);
        return new ActionPlan(null, plan.redo(), plan.about(), items);
    }

    private boolean isDone(RunId run, Step step) {
        return trees.attempts(run).stream()
                .flatMap(attempt -> attempt.steps().stream())
                .map(JobTree.StepNode::work)
                .filter(work -> work.step().equals(step.key()))
                .findFirst()
                .map(Work::isDone)
                .orElse(false);
    }

    private Redo redo(Step step, int todo, int done) {
        var known = todo > 0 ? todo : 1;
        var rounds = Math.ceilDiv(known, queue.workers());
        return new Redo(
                step.key(),
                todo,
                done,
                history.typical(step).map(one -> one.multipliedBy(rounds)).orElse(null));
    }

    /** The whole is told when each step's time is known. */
    private static ActionPlan timed(List<Redo> steps) {
        @Nullable Duration whole = steps.isEmpty() ? null : NO_TIME;
        for (var step : steps) {
            var about = step.about();
            whole = whole == null || about == null ? null : whole.plus(about);
        }
        return new ActionPlan(null, steps, whole, List.of());
    }

    private Map<String, List<Work>> parts(RunId run) {
        return latest(run).values().stream().collect(Collectors.groupingBy(Work::step));
    }

    private Map<String, Work> latest(JobRecord job) {
        return latest(job.run());
    }

    /** The last that was heard of each part, over all attempts. */
    private Map<String, Work> latest(RunId run) {
        var latest = new LinkedHashMap<String, Work>();
        trees.attempts(run).reversed().stream()
                .flatMap(attempt -> attempt.steps().stream())
                .flatMap(step -> step.parts().stream())
                .forEach(part -> latest.put(part.step() + " " + part.part(), part));
        return latest;
    }

    private static String ended(JobRecord job) {
        return job.state() == RunState.COMPLETED
                ? "it is done"
                : job.state() == RunState.FAILED ? "it failed" : "it was stopped";
    }

    List<JobTree.Attempt> attempts(RunId run) {
        return trees.attempts(run);
    }

    Optional<JobRecord> job(RunId run) {
        return jobs.find(run);
    }
}
