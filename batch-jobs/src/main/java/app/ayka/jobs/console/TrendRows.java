package app.ayka.jobs.console;

import app.ayka.jobs.console.Trends.Point;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures of {@link Trends}, each by an index over time. */
final class TrendRows {

    private final JdbcClient jdbc;

    TrendRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Point> last(int count, Duration each) {
        return jdbc.sql("""
                        with bounds as (
                            select to_timestamp(floor(extract(epoch from now()) / :each) * :each)
                                - (:count - 1) * make_interval(secs => :each) as first),
                        slot as (
                            select g as number, first + g * make_interval(secs => :each) as from_time,
                                least(first + (g + 1) * make_interval(secs => :each), now()) as to_time
                            from bounds, generate_series(0, :count - 1) g),
                        ended as (
                            select floor(extract(epoch from p.finished_at - first) / :each) as number, count(*) as ended,
                                count(*) filter (where p.state = 'FAILED') as failed,
                                sum(extract(epoch from p.finished_at - p.started_at)) filter (
                                    where p.state = 'COMPLETED' and r.decoded_ms > 0 and p.from_step = 'prepare') as worked,
                                sum(r.decoded_ms) filter (
                                    where p.state = 'COMPLETED' and r.decoded_ms > 0 and p.from_step = 'prepare') as sound
                            from bounds join processing_run p on p.finished_at >= first left join receipt r on r.run_id = p.id
                            group by 1),
                        begun as (
                            select floor(extract(epoch from p.started_at - first) / :each) as number,
                                percentile_cont(0.5) within group (order by p.started_at - p.created_at) as half,
                                percentile_cont(0.95) within group (order by p.started_at - p.created_at) as most
                            from bounds join processing_run p on p.started_at >= first
                                and p.created_at >= first - interval '30 days'
                            group by 1),
                        part as (
                            select (s.start_time at time zone :zone) as begins,
                                coalesce(s.end_time at time zone :zone, now()) as ends
                            from bounds join batch_step_execution s
                                on s.end_time >= (first at time zone :zone)
                            where s.step_name like '%-part:%'),
                        busy as (
                            select slot.number, sum(extract(epoch from
                                least(part.ends, slot.to_time) - greatest(part.begins, slot.from_time))) as seconds
                            from slot join part on part.begins < slot.to_time and part.ends > slot.from_time
                            group by 1)
                        select slot.from_time, coalesce(e.ended, 0) as ended, coalesce(e.failed, 0) as failed,
                            extract(epoch from b.half) * 1000 as waited, extract(epoch from b.most) * 1000 as waited95,
                            case when e.sound > 0 then e.worked * 1000 / e.sound end as factor,
                            coalesce(u.seconds, 0)
                                / greatest(1, extract(epoch from slot.to_time - slot.from_time)) as busy
                        from slot left join ended e using (number) left join begun b using (number)
                            left join busy u using (number)
                        order by slot.number""")
                .param("each", (double) each.toSeconds())
                .param("count", count)
                .param("zone", ZoneId.systemDefault().getId())
                .query((row, index) -> new Point(
                        row.getTimestamp("from_time").toInstant(),
                        row.getInt("ended"),
                        row.getInt("failed"),
                        number(row, "waited"),
                        number(row, "waited95"),
                        number(row, "factor"),
                        row.getDouble("busy")))
                .list();
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        var value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
