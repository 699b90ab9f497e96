package app.ayka.jobs.console;

import app.ayka.recordings.Step;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long parts of a step took lately. */
final class StepHistory {

    private static final int LOOKED_AT = 200;

    private final JdbcClient jdbc;

    StepHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The median of the last parts that were done; empty when there were none. */
    Optional<Duration> typical(Step step) {
        return jdbc.sql("""
                        select percentile_cont(0.5) within group (order by extract(epoch from end_time - start_time)) as s
                        from (select start_time, end_time from batch_step_execution
                            where split_part(step_name, ':', 1) = ? and status = 'COMPLETED'
                            order by step_execution_id desc limit ?) lately""")
                .params(step.key() + "-part", LOOKED_AT)
                .query((row, index) -> {
                    var seconds = row.getDouble("s");
                    return row.wasNull()
                            ? Optional.<Duration>empty()
                            : Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
                })
                .single();
    }
}
