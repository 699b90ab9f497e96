package app.ayka.recordings;

import app.ayka.base.CurrentUser;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Runs of recordings and how far each is. Jobs tell here what happens; pages read it. All changes are idempotent, so
 * that a killed and restarted job may tell them again.
 */
@Service
@Transactional
public class Runs {

    /** Raised when the pipeline's results change in kind; kept with each run. */
    public static final int PIPELINE_VERSION = 1;

    private final JdbcClient jdbc;
    private final RunRows rows;
    private final CurrentUser currentUser;
    private final ProcessingRequests requests;
    private final ProcessingProgress progress;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Runs(
            JdbcClient jdbc,
            RunRows rows,
            CurrentUser currentUser,
            ProcessingRequests requests,
            ProcessingProgress progress,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.currentUser = currentUser;
        this.requests = requests;
        this.progress = progress;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Creates a run and queues it in this transaction.
     *
     * @param parent the run whose results before {@code fromStep} are taken over; null for a first run
     */
    public RunId start(RecordingId recording, @Nullable RunId parent, Step fromStep, RunOptions options) {
        var owner = currentUser.require();
        var id = RunId.random();
        jdbc.sql("""
                        insert into processing_run (id, owner_id, recording_id, parent_id, from_step, pipeline_version,
                            engine, model, language, speakers_min, speakers_max, state, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?)""")
                .param(id.value())
                .param(owner.value())
                .param(recording.value())
                .param(parent == null ? null : parent.value())
                .param(fromStep.key())
                .param(PIPELINE_VERSION)
                .param(options.engine() == null ? "default" : options.engine())
                .param(options.model())
                .param(options.language())
                .param(options.speakersMin())
                .param(options.speakersMax())
                .param(now())
                .update();
        for (var step : Step.values()) {
            var state = step.ordinal() < fromStep.ordinal()
                    ? (parent == null ? StepState.SKIPPED : StepState.REUSED)
                    : StepState.WAITING;
            jdbc.sql("insert into run_step (run_id, step, owner_id, state) values (?, ?, ?, ?)")
                    .params(id.value(), step.key(), owner.value(), state.name())
                    .update();
        }
        requests.request(find(id).orElseThrow());
        progress.changed(owner, recording);
        return id;
    }

    @Transactional(readOnly = true)
    public Optional<Run> find(RunId id) {
        return jdbc.sql("select * from processing_run where id = ?")
                .param(id.value())
                .query(RunRows.RUN)
                .optional();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<Run> ofRecording(RecordingId recording) {
        return jdbc.sql("select * from processing_run where recording_id = ? order by created_at desc, id")
                .param(recording.value())
                .query(RunRows.RUN)
                .list();
    }

    /** All five steps, in their order. */
    @Transactional(readOnly = true)
    public List<StepProgress> steps(RunId run) {
        return rows.steps(List.of(run)).getOrDefault(run, List.of());
    }

    /**
     * Asks a run to stop: at once when nobody works on it, else at its next safe point.
     *
     * @return false when it has ended
     */
    public boolean stop(RunId id) {
        var going = held(id).filter(run -> !run.state().isFinal());
        going.filter(requests::stop).ifPresent(run -> state(run, RunState.STOPPED, null, null));
        return going.isPresent();
    }

    /**
     * Queues a FAILED or STOPPED run again; it goes on where it ended. Of several who ask at once, one is answered true.
     *
     * @return false when it cannot be restarted, or no longer
     */
    public boolean restart(RunId id) {
        var ended = held(id).filter(Run::canRestart);
        ended.ifPresent(run -> {
            state(run, RunState.QUEUED, null, null);
            requests.request(run);
            events.publishEvent(new RunRestarted(run.owner(), run.recording(), id));
        });
        return ended.isPresent();
    }

    /**
     * Gives a FAILED or STOPPED run up for good: nobody can restart it.
     *
     * @return false when it has not ended, or is given up already
     */
    public boolean abandon(RunId id) {
        var ended = held(id).filter(Run::canRestart);
        ended.ifPresent(run -> {
            jdbc.sql("update processing_run set abandoned_at = ? where id = ?")
                    .params(now(), id.value())
                    .update();
            progress.changed(run.owner(), run.recording());
        });
        return ended.isPresent();
    }

    /** A run that nobody else restarts, stops or gives up until the current transaction ends. */
    public Optional<Run> held(RunId id) {
        return jdbc.sql("select * from processing_run where id = ? for no key update")
                .param(id.value())
                .query(RunRows.RUN)
                .optional();
    }

    /**
     * Tells where a run stands; the reason is a plain sentence, the detail its technical cause. A step that still is told as
     * running ends with its run: the database was away when it ended.
     */
    public void tell(RunId id, RunState state, @Nullable String reason, @Nullable String detail) {
        find(id).ifPresent(run -> {
            if (state == RunState.COMPLETED || state == RunState.FAILED) {
                endSteps(id, List.of(Step.values()), state == RunState.COMPLETED);
            }
            state(run, state, reason, detail);
            if (state.isFinal()) {
                events.publishEvent(
                        new RunEnded(run.owner(), run.recording(), id, state, reason == null ? "" : reason));
            }
        });
    }

    /** Tells that a run waits until somebody provides what is missing. */
    public void hold(RunId id, String reason, @Nullable String detail) {
        tell(id, RunState.WAITING, reason, detail);
        find(id).ifPresent(run -> events.publishEvent(new RunHeld(run.owner(), run.recording(), id, reason)));
    }

    /** Tells how far a step is. */
    public void tell(RunId id, Step step, StepState state, int done, int total) {
        var finished = state == StepState.DONE || state == StepState.FAILED || state == StepState.SKIPPED;
        jdbc.sql("""
                        update run_step set state = ?, done = ?, total = ?,
                            started_at = coalesce(started_at, ?), finished_at = case when ? then ?::timestamptz end
                        where run_id = ? and step = ?""")
                .params(state.name(), done, total, now(), finished, now(), id.value(), step.key())
                .update();
        moved(id);
    }

    /** A step begins, or goes on after a restart; one without items is told as skipped. */
    public void begin(RunId id, Step step, int items) {
        jdbc.sql("""
                        update run_step set state = ?, total = ?, started_at = coalesce(started_at, ?), finished_at = null
                        where run_id = ? and step = ? and state <> 'SKIPPED'""")
                .params(items == 0 ? "SKIPPED" : "RUNNING", items, now(), id.value(), step.key())
                .update();
        moved(id);
    }

    /** A step ended; one that was told as skipped stays so. */
    public void end(RunId id, Step step, boolean done) {
        endSteps(id, List.of(step), done);
        moved(id);
    }

    private void endSteps(RunId id, List<Step> steps, boolean done) {
        jdbc.sql("""
                        update run_step set state = ?, done = case when ? then total else done end, finished_at = ?
                        where run_id = ? and step = any (?) and state = 'RUNNING'""")
                .params(
                        done ? "DONE" : "FAILED",
                        done,
                        now(),
                        id.value(),
                        steps.stream().map(Step::key).toArray(String[]::new))
                .update();
    }

    /** Says how many items of a step are done in all. */
    public void count(RunId id, Step step, int done) {
        jdbc.sql("update run_step set done = least(?, total) where run_id = ? and step = ?")
                .params(done, id.value(), step.key())
                .update();
        moved(id);
    }

    /** Keeps the run from being erased until the current transaction ends. @return false when it is gone */
    public boolean lock(RunId id) {
        return jdbc.sql("select true from processing_run where id = ? for key share")
                .param(id.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private void state(Run run, RunState state, @Nullable String reason, @Nullable String detail) {
        jdbc.sql("""
                        update processing_run set state = ?, reason = ?, reason_detail = ?,
                            started_at = case when ? = 'RUNNING' then coalesce(started_at, ?) else started_at end,
                            finished_at = case when ? then ?::timestamptz end
                        where id = ?""")
                .param(state.name())
                .param(reason)
                .param(detail)
                .param(state.name())
                .param(now())
                .param(state.isFinal())
                .param(now())
                .param(run.id().value())
                .update();
        if (state != RunState.FAILED && state != RunState.COMPLETED) { // its step is done again: not failed, it waits
            jdbc.sql("update run_step set state = 'WAITING', finished_at = null where run_id = ? and state = 'FAILED'")
                    .param(run.id().value())
                    .update();
        }
        progress.changed(run.owner(), run.recording());
    }

    private void moved(RunId id) {
        find(id).ifPresent(run -> progress.moved(run.owner(), run.recording()));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
