package app.ayka.jobs;

import app.ayka.base.UserId;
import app.ayka.jobs.ScheduleState.Action;
import app.ayka.jobs.ScheduleState.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is known and kept of schedules. */
@Component
class ScheduleRows {

    private static final int MOST = 50;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ScheduleRows(
            @Qualifier("systemJdbcClient") JdbcClient jdbc,
            @Qualifier("systemTransactionManager") PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    List<ScheduleState> all() {
        return jdbc.sql("""
                        select s.*, q.execution_time, coalesce(q.picked, false) as running,
                            a.action, a.admin_id, a.reason, a.at
                        from schedule s
                        left join scheduled_errands q on q.task_name = s.name
                        left join lateral (select * from schedule_action l where l.schedule = s.name
                            order by l.id desc limit 1) a on true
                        order by s.name""")
                .query((row, index) -> new ScheduleState(
                        row.getString("name"),
                        Duration.ofSeconds(row.getLong("every_seconds")),
                        instant(row, "execution_time"),
                        row.getBoolean("running"),
                        row.getBoolean("paused"),
                        row.getBoolean("run_now"),
                        instant(row, "last_started"),
                        instant(row, "last_ended"),
                        row.getString("last_node"),
                        row.getString("last_trouble"),
                        row.getString("action") == null ? null : action(row)))
                .list();
    }

    List<Action> actions(String schedule) {
        return jdbc.sql("select * from schedule_action where schedule = ? order by id desc limit ?")
                .params(schedule, MOST)
                .query((row, index) -> action(row))
                .list();
    }

    /** @return false when there is no such schedule or it is so already */
    boolean act(String schedule, Kind kind, UserId admin, String reason) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var changed = jdbc.sql(
                            switch (kind) {
                                case PAUSED -> "update schedule set paused = true where name = ? and not paused";
                                case RESUMED -> "update schedule set paused = false where name = ? and paused";
                                case RUN_NOW -> """
                                update schedule set run_now = true where name = ? and not run_now
                                and not exists (select from scheduled_errands where task_name = name and picked)""";
                            })
                    .param(schedule)
                    .update();
            if (changed == 0) {
                return false;
            }
            jdbc.sql("insert into schedule_action (schedule, action, admin_id, reason) values (?, ?, ?, ?)")
                    .params(schedule, kind.name(), admin.value(), reason)
                    .update();
            if (kind == Kind.RUN_NOW) {
                jdbc.sql("""
                                update scheduled_errands set execution_time = now() - interval '1 second',
                                    version = version + 1 where task_name = ? and not picked""").param(schedule).update();
            }
            jdbc.sql("select pg_notify(?, '')")
                    .param(QueuedProcessing.QUEUE_CHANNEL)
                    .query((row, index) -> true)
                    .list();
            return true;
        }));
    }

    private static Action action(ResultSet row) throws SQLException {
        return new Action(
                Kind.valueOf(row.getString("action")),
                new UserId(row.getObject("admin_id", UUID.class)),
                row.getString("reason"),
                row.getTimestamp("at").toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
