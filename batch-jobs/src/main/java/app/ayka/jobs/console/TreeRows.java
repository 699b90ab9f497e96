package app.ayka.jobs.console;

import app.ayka.jobs.console.JobTree.Attempt;
import app.ayka.jobs.console.JobTree.PartTrouble;
import app.ayka.jobs.console.JobTree.StepNode;
import app.ayka.jobs.console.JobTree.Work;
import app.ayka.recordings.RunId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.dao.DefaultExecutionContextSerializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Spring Batch's own rows of a run: attempts, steps, parts. */
final class TreeRows {

    private static final String PART = "-part:";

    private final JdbcClient jdbc;

    TreeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    List<Attempt> attempts(RunId run) {
        var work = work(run);
        return jdbc.sql("""
                        select e.* from batch_job_execution e join batch_job_execution_params p using (job_execution_id)
                        where p.parameter_name = 'run' and p.parameter_value = ? order by e.job_execution_id desc""")
                .param(run.toString())
                .query((row, index) -> new Attempt(
                        row.getLong("job_execution_id"),
                        row.getString("status"),
                        instant(row, "start_time"),
                        instant(row, "end_time"),
                        steps(work.getOrDefault(row.getLong("job_execution_id"), List.of()))))
                .list();
    }

    private static List<StepNode> steps(List<Work> all) {
        var parts = new LinkedHashMap<String, List<Work>>();
        all.stream()
                .filter(work -> work.part() != null)
                .forEach(part -> parts.computeIfAbsent(part.step(), step -> new ArrayList<>())
                        .add(part));
        return all.stream()
                .filter(work -> work.part() == null)
                .map(step -> new StepNode(step, List.copyOf(parts.getOrDefault(step.step(), List.of()))))
                .toList();
    }

    private Map<Long, List<Work>> work(RunId run) {
        var byAttempt = new LinkedHashMap<Long, List<Work>>();
        jdbc.sql("""
                        select s.*, coalesce(c.serialized_context, c.short_context) as context,
                            (select array_agg(w.node order by w.taken_at) from part_work w
                             where w.step_execution_id = s.step_execution_id) as nodes
                        from batch_job_execution_params p
                        join batch_step_execution s using (job_execution_id)
                        left join batch_step_execution_context c using (step_execution_id)
                        where p.parameter_name = 'run' and p.parameter_value = ? order by s.step_execution_id""")
                .param(run.toString())
                .query((row, index) -> byAttempt
                        .computeIfAbsent(row.getLong("job_execution_id"), id -> new ArrayList<>())
                        .add(work(row)))
                .list();
        return byAttempt;
    }

    private static Work work(ResultSet row) throws SQLException {
        var name = row.getString("step_name");
        var at = name.indexOf(PART);
        var status = row.getString("status");
        var nodes = row.getArray("nodes");
        return new Work(
                row.getLong("step_execution_id"),
                at < 0 ? name : name.substring(0, at),
                at < 0 ? null : name.substring(at + PART.length()),
                status,
                instant(row, "start_time"),
                instant(row, "end_time"),
                row.getLong("read_count"),
                row.getLong("write_count"),
                row.getLong("read_skip_count") + row.getLong("write_skip_count") + row.getLong("process_skip_count"),
                row.getLong("rollback_count"),
                nodes == null ? List.of() : List.of((String[]) nodes.getArray()),
                status.equals("COMPLETED") ? null : trouble(row.getString("context")));
    }

    /** What {@code Trouble} keeps in the context of a part. */
    private static @Nullable PartTrouble trouble(@Nullable String context) {
        if (context == null || context.isBlank()) {
            return null;
        }
        try {
            var values = new DefaultExecutionContextSerializer()
                    .deserialize(new ByteArrayInputStream(context.getBytes(StandardCharsets.ISO_8859_1)));
            return values.get("trouble.words") instanceof String words
                    ? new PartTrouble(
                            words,
                            Secrets.hidden(String.valueOf(values.get("trouble.detail"))),
                            values.get("trouble.item") instanceof Integer item ? item : null)
                    : null;
        } catch (IOException | IllegalArgumentException | IllegalStateException unreadable) {
            return null; // cut short by a kill: the step's state says enough
        }
    }

    /** Batch writes times of this machine's zone without saying so. */
    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.atZone(ZoneId.systemDefault()).toInstant();
    }
}
