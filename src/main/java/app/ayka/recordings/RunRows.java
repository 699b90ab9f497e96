package app.ayka.recordings;

import app.ayka.base.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs and their steps as rows; those of a whole list in one query each, as a page shows many. */
@Component
class RunRows {

    static final RowMapper<Run> RUN = (row, index) -> run(row);

    private final JdbcClient jdbc;

    RunRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record StepOf(RunId run, StepProgress step) {}

    /** Those that there are. */
    Map<RunId, Run> runs(Collection<RunId> ids) {
        return jdbc.sql("select * from processing_run where id = any (?)").param(values(ids)).query(RUN).list().stream()
                .collect(Collectors.toMap(Run::id, run -> run));
    }

    /** The steps of each, in their order; a run that there is not is not in the map. */
    Map<RunId, List<StepProgress>> steps(Collection<RunId> ids) {
        return jdbc
                .sql("select * from run_step where run_id = any (?)")
                .param(values(ids))
                .query((row, index) -> new StepOf(new RunId(row.getObject("run_id", UUID.class)), step(row)))
                .list()
                .stream()
                .sorted(Comparator.comparing(one -> one.step().step()))
                .collect(Collectors.groupingBy(
                        StepOf::run, Collectors.mapping(StepOf::step, Collectors.toUnmodifiableList())));
    }

    private static UUID[] values(Collection<RunId> ids) {
        return ids.stream().map(RunId::value).toArray(UUID[]::new);
    }

    private static StepProgress step(ResultSet row) throws SQLException {
        return new StepProgress(
                Step.of(row.getString("step")),
                StepState.valueOf(row.getString("state")),
                row.getInt("done"),
                row.getInt("total"),
                TakeRows.instantOrNull(row, "started_at"),
                TakeRows.instantOrNull(row, "finished_at"));
    }

    private static Run run(ResultSet row) throws SQLException {
        var parent = row.getObject("parent_id", UUID.class);
        return new Run(
                new RunId(row.getObject("id", UUID.class)),
                new UserId(row.getObject("owner_id", UUID.class)),
                new RecordingId(row.getObject("recording_id", UUID.class)),
                parent == null ? null : new RunId(parent),
                Step.of(row.getString("from_step")),
                row.getInt("pipeline_version"),
                new RunOptions(
                        row.getString("engine"),
                        row.getString("model"),
                        row.getString("language"),
                        row.getObject("speakers_min", Integer.class),
                        row.getObject("speakers_max", Integer.class)),
                RunState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("reason_detail"),
                row.getTimestamp("created_at").toInstant(),
                TakeRows.instantOrNull(row, "started_at"),
                TakeRows.instantOrNull(row, "finished_at"),
                TakeRows.instantOrNull(row, "abandoned_at"));
    }
}
