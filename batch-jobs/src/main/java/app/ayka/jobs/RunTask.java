package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.jobs.console.LogScope;
import app.ayka.recordings.Lease;
import app.ayka.recordings.Leases;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.stereotype.Component;

/**
 * Works off one run: takes it over under a new lease, lets its job go on where it stands, and says how it ended. The
 * task's data is the owner's id and how often the run failed in a row for a passing reason.
 */
@Component
class RunTask {

    /** The lease on the run that the current thread works on. */
    static final ScopedValue<Lease> LEASE = ScopedValue.newInstance();

    /** So that a node whose clock is a little behind sees it at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(-1);

    private static final Logger log = LoggerFactory.getLogger(RunTask.class);

    private final RunQueue queue;
    private final Runs runs;
    private final Leases leases;
    private final RunLaunch launch;
    private final Conditions conditions;
    private final NodeName node;
    private final Drain drain;
    private final JobSettings settings;

    RunTask(
            RunQueue queue,
            Runs runs,
            Leases leases,
            RunLaunch launch,
            Conditions conditions,
            NodeName node,
            Drain drain,
            JobSettings settings) {
        this.queue = queue;
        this.runs = runs;
        this.leases = leases;
        this.launch = launch;
        this.conditions = conditions;
        this.node = node;
        this.drain = drain;
        this.settings = settings;
    }

    /** What becomes of the task. */
    private sealed interface End {
        record Finished(int served) implements End {}

        record Again(Duration pause, int failures) implements End {}

        record TakenOver() implements End {}
    }

    CompletionHandler<String> execute(TaskInstance<String> task, ExecutionContext context) {
        var run = RunId.of(task.getId());
        var data = task.getData().split(" "); // a newer node may have added to it
        var owner = UserId.of(data[0]);
        var failures = Math.max(Integer.parseInt(data[1]), context.getExecution().consecutiveFailures);
        return switch (ActingUser.call(owner, () -> told(run, failures))) {
            case End.Finished finished ->
                (complete, operations) -> queue.finish(run, context.getExecution(), finished.served());
            case End.Again again ->
                (complete, operations) -> {
                    operations.reschedule(
                            complete, complete.getTimeDone().plus(again.pause()), owner + " " + again.failures());
                    if (again.pause().isNegative()) {
                        queue.wake();
                    }
                };
            case End.TakenOver taken -> (complete, operations) -> log.info("run {} goes on elsewhere", run);
        };
    }

    /** After a failure that no run could be told of, such as a database that is gone. */
    void failed(ExecutionComplete complete, ExecutionOperations<String> operations) {
        var pause = settings.pauseAfter(complete.getExecution().consecutiveFailures + 1);
        operations.reschedule(complete, complete.getTimeDone().plus(pause));
    }

    private End told(RunId id, int failures) {
        try (var _ = LogScope.run(id, node)) {
            return work(id, failures);
        }
    }

    private End work(RunId id, int failures) {
        if (drain.begun()) {
            return new End.Again(AT_ONCE, failures);
        }
        var request = queue.begin(id);
        var finished = new End.Finished(request.map(RunQueue.Request::asked).orElse(0));
        var found = runs.find(id);
        if (found.isEmpty() || found.get().state() == RunState.COMPLETED) {
            return finished;
        }
        var run = found.get();
        if (request.map(RunQueue.Request::stop).orElse(false)) {
            runs.tell(id, RunState.STOPPED, null, null);
            return finished;
        }
        var missing = run.state() == RunState.WAITING ? conditions.missing(run) : Optional.<Trouble>empty();
        if (missing.isPresent()) {
            if (!missing.get()
                    .detail()
                    .equals(run.reasonDetail())) { // another model, or a file that is only half there
                runs.hold(id, missing.get().words(), missing.get().detail());
            }
            return new End.Again(settings.lookForModel(), 0);
        }
        var end = new End[] {finished};
        try {
            var lease = leases.take(id, Leases.WHOLE_RUN, new Part(id, null).name(), node.toString());
            leases.holding(
                    lease,
                    () -> ScopedValue.where(LEASE, lease)
                            .run(() -> end[0] = tell(run, launch.run(run), failures, finished)));
        } catch (RuntimeException e) {
            end[0] = tell(run, Trouble.of(e), failures, finished);
        }
        return end[0];
    }

    private End tell(Run run, JobExecution execution, int failures, End.Finished finished) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            runs.tell(run.id(), RunState.COMPLETED, conditions.remark(run), null);
            return finished;
        }
        if (execution.getStatus() == BatchStatus.STOPPED) {
            if (queue.shallStop(run.id())) {
                runs.tell(run.id(), RunState.STOPPED, null, null);
                return finished;
            }
            return goesOnElsewhere(run, failures);
        }
        return tell(run, RunTrouble.of(execution), RunTrouble.progressed(execution) ? 0 : failures, finished);
    }

    private End goesOnElsewhere(Run run, int failures) {
        runs.tell(run.id(), RunState.QUEUED, "The worker shut down; the next one goes on.", null);
        return new End.Again(AT_ONCE, failures);
    }

    private End tell(Run run, Trouble trouble, int failures, End.Finished finished) {
        if (drain.begun() && trouble.kind() != Trouble.Kind.TAKEN_OVER) { // what a shutdown interrupts has not failed
            return goesOnElsewhere(run, failures);
        }
        return switch (trouble.kind()) {
            case TAKEN_OVER -> new End.TakenOver();
            case MISSING -> {
                if (conditions.missing(run).isEmpty()) { // it has come by now, or what is there does not work
                    yield again(run, trouble, trouble.words(), failures, finished);
                }
                log.info("run {} waits: {}", run.id(), trouble.detail());
                runs.hold(run.id(), trouble.words(), trouble.detail());
                yield new End.Again(settings.lookForModel(), 0);
            }
            case PASSING -> again(run, trouble, trouble.words() + " AYKA tries again by itself.", failures, finished);
            case FINAL -> fail(run, trouble, finished);
        };
    }

    private End again(Run run, Trouble trouble, String words, int failures, End.Finished finished) {
        if (failures + 1 >= settings.attempts()) {
            return fail(run, trouble, finished);
        }
        var pause = settings.pauseAfter(failures + 1);
        log.warn("run {} tries again in {}: {}", run.id(), pause, trouble.detail());
        runs.tell(run.id(), RunState.WAITING, words, trouble.detail());
        return new End.Again(pause, failures + 1);
    }

    private End fail(Run run, Trouble trouble, End.Finished finished) {
        log.warn("run {} failed: {}", run.id(), trouble.detail());
        runs.tell(run.id(), RunState.FAILED, trouble.words(), trouble.detail());
        return finished;
    }
}
