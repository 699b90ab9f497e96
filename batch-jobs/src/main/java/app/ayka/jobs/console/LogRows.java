package app.ayka.jobs.console;

import app.ayka.recordings.RunId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stored lines of the jobs' log. */
final class LogRows {

    private final JdbcClient jdbc;

    LogRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest lines, oldest first. */
    List<LogLine> of(RunId run, boolean warningsOnly, int limit) {
        return jdbc.sql("""
                        select * from (select * from job_log where run_id = ? and (not ? or level in ('WARN', 'ERROR'))
                            order by id desc limit ?) newest order by at, id""")
                .params(run.value(), warningsOnly, limit)
                .query((row, index) -> new LogLine(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("level"),
                        row.getObject("job_execution_id", Long.class),
                        row.getString("part"),
                        row.getString("node"),
                        row.getString("logger"),
                        row.getString("message"),
                        row.getString("thrown")))
                .list();
    }
}
