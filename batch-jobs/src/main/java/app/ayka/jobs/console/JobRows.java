package app.ayka.jobs.console;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of jobs, read as the system role; plain SQL, so that the command line reads the same. */
final class JobRows {

    private static final String NEWEST_FIRST = " order by p.created_at desc, p.id ";

    private final JdbcClient jdbc;

    JobRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A kind of failure, one of its reasons in words, and how many runs have it now. */
    record ErrorClass(String name, String example, int count) {}

    List<JobRecord> find(JobFilter filter, int offset, int limit) {
        var conditions = new JobConditions(filter);
        return jdbc.sql(rows("(select p.id from processing_run p" + conditions.where() + NEWEST_FIRST
                        + "offset :offset limit :limit)"))
                .params(conditions.parameters())
                .param("offset", offset)
                .param("limit", limit)
                .query((row, index) -> job(row))
                .list();
    }

    List<RunId> ids(JobFilter filter, int limit) {
        var conditions = new JobConditions(filter);
        return jdbc.sql("select p.id from processing_run p" + conditions.where() + NEWEST_FIRST + "limit :limit")
                .params(conditions.parameters())
                .param("limit", limit)
                .query((row, index) -> new RunId(row.getObject("id", UUID.class)))
                .list();
    }

    int count(JobFilter filter) {
        var conditions = new JobConditions(filter);
        return jdbc.sql("select count(*) from processing_run p" + conditions.where())
                .params(conditions.parameters())
                .query(Integer.class)
                .single();
    }

    Map<RunState, Integer> states(JobFilter filter) {
        var conditions = new JobConditions(filter);
        var counts = new EnumMap<RunState, Integer>(RunState.class);
        jdbc.sql("select p.state, count(*) as runs from processing_run p" + conditions.where() + "group by p.state")
                .params(conditions.parameters())
                .query((row, index) -> counts.put(RunState.valueOf(row.getString("state")), row.getInt("runs")))
                .list();
        return counts;
    }

    Optional<JobRecord> find(RunId run) {
        return jdbc.sql(rows("(:id)"))
                .param("id", run.value())
                .query((row, index) -> job(row))
                .optional();
    }

    /** Most frequent first. */
    List<ErrorClass> errorClasses() {
        return jdbc.sql("""
                        select error_class, min(reason) as example, count(*) as runs from processing_run
                        where error_class is not null group by error_class order by runs desc, error_class limit 50""")
                .query((row, index) -> new ErrorClass(
                        row.getString("error_class"),
                        Optional.ofNullable(row.getString("example")).orElse(""),
                        row.getInt("runs")))
                .list();
    }

    /** Whether another run of the recording has not ended yet. */
    Optional<RunId> unfinished(RecordingId recording) {
        return jdbc.sql("""
                        select id from processing_run where recording_id = ?
                            and state not in ('COMPLETED', 'FAILED', 'STOPPED') limit 1""")
                .param(recording.value())
                .query((row, index) -> new RunId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** The first step before this one that neither the run nor those whose results it took over have done. */
    Optional<String> missingBefore(RunId run, Step from) {
        var done = jdbc.sql("""
                        select step from run_step where run_id = ? and state in ('DONE', 'REUSED', 'SKIPPED')""").param(run.value()).query(String.class).list();
        return Arrays.stream(Step.values())
                .filter(step -> step.ordinal() < from.ordinal())
                .map(Step::key)
                .filter(step -> !done.contains(step))
                .findFirst();
    }

    /** Whether the recording came as sound: the first of its runs began with it. */
    boolean hasSound(RunId run) {
        return jdbc.sql("""
                        with recursive line as (
                            select id, parent_id, from_step from processing_run where id = ?
                            union all select p.id, p.parent_id, p.from_step
                            from processing_run p join line l on p.id = l.parent_id)
                        select coalesce(bool_or(from_step in ('prepare', 'transcribe', 'voices')), false) from line""").param(run.value()).query(Boolean.class).single();
    }

    private static String rows(String ids) {
        return """
                select p.*,
                    (select count(*) from batch_job_execution_params x
                     where x.parameter_name = 'run' and x.parameter_value = p.id::text) as attempts,
                    coalesce(r.stop_requested, false) as stop_asked, coalesce(r.priority, 0) as priority
                from processing_run p left join run_request r on r.run_id = p.id where p.id in\s""" + ids + NEWEST_FIRST;
    }

    private static JobRecord job(ResultSet row) throws SQLException {
        var parent = row.getObject("parent_id", UUID.class);
        var detail = row.getString("reason_detail");
        return new JobRecord(
                new RunId(row.getObject("id", UUID.class)),
                new UserId(row.getObject("owner_id", UUID.class)),
                new RecordingId(row.getObject("recording_id", UUID.class)),
                parent == null ? null : new RunId(parent),
                JobConditions.JOB,
                RunState.valueOf(row.getString("state")),
                Step.of(row.getString("from_step")),
                new JobRecord.Options(
                        row.getString("engine"),
                        row.getString("model"),
                        row.getString("language"),
                        row.getObject("speakers_min", Integer.class),
                        row.getObject("speakers_max", Integer.class)),
                row.getString("reason"),
                detail == null ? null : Secrets.hidden(detail),
                row.getString("error_class"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getInt("attempts"),
                row.getBoolean("stop_asked"),
                row.getInt("priority"),
                instant(row, "abandoned_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
