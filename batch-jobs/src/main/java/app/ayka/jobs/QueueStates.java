package app.ayka.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what is in the queues. */
@Component
class QueueStates {

    private static final String COUNTS = """
            count(*) filter (where not picked and execution_time <= now()) as waiting,
            count(*) filter (where picked) as running,
            count(*) filter (where not picked and execution_time > now()) as later,
            min(since) filter (where not picked and execution_time <= now()) as oldest
            """;

    private final JdbcClient jdbc;

    QueueStates(@Qualifier("systemJdbcClient") JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<QueueState> all() {
        var states = new ArrayList<QueueState>();
        for (var bulk : List.of(false, true)) {
            states.add(count(bulk ? QueueState.Sort.BULK : QueueState.Sort.RECORDINGS, """
                    (select t.*, coalesce(r.enqueued_at, t.execution_time) as since from scheduled_tasks t
                        left join run_request r on r.run_id = t.task_instance::uuid
                        where t.task_name = '%s' and coalesce(r.bulk, false) = %b) q""".formatted(
                            QueuedProcessing.TASK, bulk)));
        }
        for (var kind : SlotKind.values()) {
            states.add(count(
                    kind == SlotKind.GPU ? QueueState.Sort.PARTS_GPU : QueueState.Sort.PARTS_CPU,
                    "(select *, execution_time as since from scheduled_partitions where kind = '" + kind.key()
                            + "') q"));
        }
        states.add(
                count(
                        QueueState.Sort.ERRANDS,
                        "(select *, execution_time as since from scheduled_errands where task_name not in (select name from schedule)) q"));
        return states;
    }

    private QueueState count(QueueState.Sort sort, String rows) {
        return jdbc.sql("select " + COUNTS + " from " + rows)
                .query((row, index) -> state(sort, row))
                .single();
    }

    private static QueueState state(QueueState.Sort sort, ResultSet row) throws SQLException {
        var oldest = row.getTimestamp("oldest");
        return new QueueState(
                sort,
                row.getInt("waiting"),
                row.getInt("running"),
                row.getInt("later"),
                oldest == null ? null : oldest.toInstant());
    }
}
