package app.ayka.jobs.console;

import app.ayka.base.ActingUser;
import app.ayka.jobs.JobTimes;
import app.ayka.jobs.RunPriorities;
import app.ayka.recordings.ProcessingRequests;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.SkippedSound;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out what was asked, and writes into the book before and after. Whether it makes sense is judged once more while
 * nobody else can change the run, so of several who ask at once one is answered that it is done.
 */
@Component
class JobDeeds {

    private static final Logger log = LoggerFactory.getLogger(JobDeeds.class);

    private final ActionRows book;
    private final ActionPlans plans;
    private final QueueRows queue;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final ProcessingRequests requests;
    private final SkippedSound skipped;
    private final JobRepository repository;
    private final RunPriorities priorities;
    private final JobTimes times;

    JobDeeds(
            @Qualifier("systemJdbcClient") JdbcClient system,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Runs runs,
            ProcessingRequests requests,
            SkippedSound skipped,
            JobRepository repository,
            RunPriorities priorities,
            JobTimes times) {
        this.book = new ActionRows(system);
        this.plans = new ActionPlans(system, times.deadAfter());
        this.queue = new QueueRows(system);
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.runs = runs;
        this.requests = requests;
        this.skipped = skipped;
        this.repository = repository;
        this.priorities = priorities;
        this.times = times;
    }

    /** Never throws: what goes wrong is told as {@link ActionResult.Failed}. */
    ActionResult perform(String who, ActionRequest request, @Nullable UUID bulk) {
        return perform(book.begin(who, request, bulk), who, request);
    }

    /** The same for an action that is in the book already. */
    @SuppressWarnings("CatchingUnchecked") // whatever it is, the book says that it did not work
    ActionResult perform(UUID entry, String who, ActionRequest request) {
        ActionResult result;
        try {
            result = plans.job(request.run())
                    .map(job -> ActingUser.call(job.owner(), () -> changed(request)))
                    .orElseGet(() -> new ActionResult.Refused("This run is not here any more."));
        } catch (RuntimeException e) {
            log.error(
                    "{} of run {} did not work; nothing was changed",
                    request.action().key(),
                    request.run(),
                    e);
            result = new ActionResult.Failed("It did not work: " + Secrets.hidden(String.valueOf(e.getMessage()))
                    + " The log of the node has the cause.");
        }
        book.end(entry, result);
        log.info("{}: {} of run {}: {}", who, request.action().key(), request.run(), result.words());
        return result;
    }

    private ActionResult changed(ActionRequest request) {
        var result = transaction.execute(status -> inTransaction(request));
        if (result instanceof ActionResult.Done && request.action() == JobAction.ABANDON) {
            abandonAttempt(request.run());
        }
        return result == null ? new ActionResult.Failed("There was no answer.") : result;
    }

    private ActionResult inTransaction(ActionRequest request) {
        var run = runs.held(request.run());
        if (run.isEmpty()) {
            return new ActionResult.Refused("This run is not here any more.");
        }
        if (request.action() == JobAction.NEW_RUN) { // of this recording one at a time
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 17))")
                    .param(run.get().recording().toString())
                    .query((row, index) -> true)
                    .list();
        }
        var plan = plans.plan(request);
        var refusal = plan.refusal();
        return refusal == null ? act(request, run.get(), plan) : new ActionResult.Refused(refusal);
    }

    private ActionResult act(ActionRequest request, Run run, ActionPlan plan) {
        return switch (request.action()) {
            case STOP -> {
                runs.stop(run.id());
                yield new ActionResult.Done(
                        runs.find(run.id()).map(Run::state).equals(Optional.of(RunState.STOPPED))
                                ? "It is stopped."
                                : "It ends at its next safe point.");
            }
            case RESTART, RERUN_PARTS -> restarted(run, "It is queued and goes on where it ended.");
            case SKIP_ITEM -> {
                plan.items().forEach(item -> skipped.skip(run.id(), Step.of(item.step()), item.number()));
                yield restarted(run, "It is queued and goes on without that sound.");
            }
            case ABANDON ->
                runs.abandon(run.id())
                        ? new ActionResult.Done("It is given up: nobody can restart it.")
                        : new ActionResult.Refused("It cannot be given up any more.");
            case RECOVER -> recovered(run);
            case NEW_RUN -> {
                var begun = runs.start(run.recording(), run.id(), request.from().orElseThrow(), request.options());
                yield new ActionResult.Done("A new run is queued.", begun);
            }
            case PRIORITY -> {
                var priority = Objects.requireNonNull(request.number("priority"));
                yield priorities.set(run.id(), priority)
                        ? new ActionResult.Done("Its priority is " + priority + ".")
                        : new ActionResult.Refused("It is not in the queue any more.");
            }
        };
    }

    private ActionResult restarted(Run run, String words) {
        return runs.restart(run.id())
                ? new ActionResult.Done(words)
                : new ActionResult.Refused("It cannot be restarted any more.");
    }

    private ActionResult recovered(Run run) {
        if (queue.of(run.id()).isEmpty()) {
            requests.request(run);
            return new ActionResult.Done("The queue had lost it. It is queued again and goes on from its last commit.");
        }
        return queue.handBack(run.id(), times.deadAfter())
                ? new ActionResult.Done("It is back in the queue and goes on from its last commit.")
                : new ActionResult.Refused("Another node has taken it over meanwhile.");
    }

    /** Says in Batch's own data too that this attempt is never restarted. */
    private void abandonAttempt(RunId run) {
        plans.attempts(run).stream()
                .findFirst()
                .map(attempt -> repository.getJobExecution(attempt.id()))
                .filter(JobDeeds::isEnded)
                .ifPresent(execution -> {
                    execution.setStatus(BatchStatus.ABANDONED);
                    repository.update(execution);
                });
    }

    private static boolean isEnded(JobExecution execution) {
        return execution.getStatus() == BatchStatus.FAILED || execution.getStatus() == BatchStatus.STOPPED;
    }
}
