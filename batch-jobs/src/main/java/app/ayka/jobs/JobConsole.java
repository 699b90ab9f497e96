package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import app.ayka.jobs.JobDetails.Execution;
import app.ayka.jobs.JobDetails.StepRun;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What administrators see of the jobs and do with them: everybody's, but ids and states only, never what was said. Every
 * method refuses whoever is no administrator.
 */
@Service
public class JobConsole {

    private static final Logger log = LoggerFactory.getLogger(JobConsole.class);

    private static final String EXECUTIONS = """
            select e.job_execution_id, e.status, e.create_time, e.start_time, e.end_time,
                r.parameter_value as run, o.parameter_value as owner
            from batch_job_execution e
            join batch_job_execution_params r on r.job_execution_id = e.job_execution_id and r.parameter_name = 'run'
            join batch_job_execution_params o on o.job_execution_id = e.job_execution_id and o.parameter_name = 'owner'
            """;

    private final JdbcClient system;
    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final CurrentUser currentUser;
    private final Runs runs;
    private final NotifiedProgress progress;
    private final ClusterNodes nodes;

    JobConsole(
            @Qualifier("systemJdbcClient") JdbcClient system,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            CurrentUser currentUser,
            Runs runs,
            NotifiedProgress progress,
            ClusterNodes nodes) {
        this.system = system;
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.currentUser = currentUser;
        this.runs = runs;
        this.progress = progress;
        this.nodes = nodes;
    }

    /** Tells, on a background thread, which recording's job moved, until the handle is closed. */
    public ProcessingProgress.Subscription onChange(Consumer<RecordingId> listener) {
        requireAdmin();
        return progress.onAnyChange(listener);
    }

    /** The jobs that began last, newest first, each as it stands now. */
    public List<JobSummary> latest(int limit) {
        requireAdmin();
        return system.sql("select * from (select distinct on (run) * from (" + EXECUTIONS
                        + ") x order by run, job_execution_id desc) y order by job_execution_id desc limit ?")
                .param(limit)
                .query((row, index) -> summary(row))
                .list();
    }

    /** How many runs wait for a free worker; one that waits for something else is looked at again later. */
    public int waiting() {
        requireAdmin();
        return system.sql(
                        "select count(*) from scheduled_tasks where task_name = ? and not picked and execution_time <= now()")
                .param(QueuedProcessing.TASK)
                .query(Integer.class)
                .single();
    }

    /** Executions, steps and parts of a run; empty when it has not begun. */
    public Optional<JobDetails> details(RunId run) {
        requireAdmin();
        var executions = system.sql(EXECUTIONS + " where r.parameter_value = ? order by e.job_execution_id desc")
                .param(run.toString())
                .query((row, index) -> new Execution(
                        row.getLong("job_execution_id"),
                        row.getString("status"),
                        instant(row, "start_time"),
                        instant(row, "end_time"),
                        steps(row.getLong("job_execution_id"))))
                .list();
        return latestOf(run).map(summary -> new JobDetails(summary, executions));
    }

    /** The nodes that were seen lately, the longest running first. */
    public List<ClusterNode> nodes() {
        requireAdmin();
        return nodes.all();
    }

    /** Lets a failed or stopped run go on where it ended. @return false when there is no such run */
    public boolean restart(RunId run) {
        return onBehalf(run, "restarts", found -> runs.restart(run));
    }

    /** Ends a run at its next safe point. @return false when there is no such run */
    public boolean stop(RunId run) {
        return onBehalf(run, "stops", found -> runs.stop(run));
    }

    /**
     * Starts a new run from a step on, which takes over what this one has before it.
     *
     * @return false when there is no such run
     */
    public boolean again(RunId run, Step from) {
        return onBehalf(
                run, "repeats from " + from.key(), found -> runs.start(found.recording(), run, from, found.options()));
    }

    private boolean onBehalf(RunId run, String what, Consumer<Run> act) {
        requireAdmin();
        var owner = latestOf(run).map(JobSummary::owner);
        owner.ifPresent(of -> {
            log.info("administrator {} {} run {}", currentUser.require(), what, run);
            ActingUser.run(of, () -> runs.find(run).ifPresent(act));
        });
        return owner.isPresent();
    }

    private Optional<JobSummary> latestOf(RunId run) {
        return system.sql(EXECUTIONS + " where r.parameter_value = ? order by e.job_execution_id desc limit 1")
                .param(run.toString())
                .query((row, index) -> summary(row))
                .optional();
    }

    private JobSummary summary(ResultSet row) throws SQLException {
        var owner = UserId.of(row.getString("owner"));
        var run = RunId.of(row.getString("run"));
        var found = ActingUser.call(owner, () -> runs.find(run));
        return new JobSummary(
                run,
                owner,
                found.map(Run::recording).orElse(null),
                found.map(Run::state).orElse(null),
                found.map(Run::reason).orElse(null),
                found.map(Run::reasonDetail).orElse(null),
                instant(row, "start_time"),
                instant(row, "end_time"));
    }

    private List<StepRun> steps(long execution) {
        return system.sql("""
                        select s.*, c.short_context from batch_step_execution s
                        left join batch_step_execution_context c on c.step_execution_id = s.step_execution_id
                        where s.job_execution_id = ? order by s.step_execution_id""")
                .param(execution)
                .query((row, index) -> StepRun.of(
                        row.getString("step_name"),
                        row.getString("status"),
                        row.getLong("write_count"),
                        row.getLong("rollback_count"),
                        instant(row, "start_time"),
                        instant(row, "end_time"),
                        row.getString("exit_message")))
                .list();
    }

    private void requireAdmin() {
        var admin = reading.execute(status ->
                jdbc.sql("select ayka_is_admin()").query(Boolean.class).single());
        if (!Boolean.TRUE.equals(admin)) {
            throw new AccessDeniedException("the jobs are for administrators");
        }
    }

    /** Batch writes times of this machine's zone without saying so. */
    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null
                ? null
                : time.toLocalDateTime().atZone(ZoneId.systemDefault()).toInstant();
    }
}
