package app.ayka.jobs;

import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/**
 * Claims the next rows of a queue that this node may have: there is room for them, and it knows what they ask for. What it
 * does not know it leaves to a newer node; db-scheduler itself would take it and let it lie. The conditions stand in the
 * statement as they stand in the queue's partial index, so that a claim looks at what it takes however many wait.
 */
final class Claim extends PostgreSqlJdbcCustomization {

    /** What this release understands of the rows; raised with what an older node would misread. */
    static final int PROTOCOL = 1;

    /** Room on this node for work that is claimed. */
    interface Room {

        /** Reserves room. @return for how many, at most {@code most} */
        int reserve(int most);

        void giveBackUnused(int count);

        /** As much as there are threads, while it is open. */
        static Room whenever(BooleanSupplier open) {
            return of(most -> open.getAsBoolean() ? most : 0, unused -> {});
        }

        static Room of(IntUnaryOperator reserve, IntConsumer giveBack) {
            return new Room() {
                @Override
                public int reserve(int most) {
                    return reserve.applyAsInt(most);
                }

                @Override
                public void giveBackUnused(int count) {
                    giveBack.accept(count);
                }
            };
        }
    }

    private final List<String> tasks;
    private final String condition;
    private final int protocol;
    private final Room room;

    /** @param condition more that a row has to meet, beginning with {@code and}; no text from outside */
    Claim(List<String> tasks, String condition, int protocol, Room room) {
        super(false, false);
        this.tasks = List.copyOf(tasks);
        this.condition = condition;
        this.protocol = protocol;
        this.room = room;
    }

    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean byPriority) {
        var reserved = room.reserve(limit);
        var claimed = 0;
        try {
            if (reserved == 0) {
                return List.of();
            }
            var rows = claim(context, now, reserved);
            claimed = rows.size();
            return rows;
        } finally {
            room.giveBackUnused(reserved - claimed);
        }
    }

    private List<Execution> claim(JdbcTaskRepositoryContext context, Instant now, int most) {
        return context.jdbcRunner.query(
                """
                with next as (
                    select task_name, task_instance from %1$s
                    where not picked and execution_time <= ? and task_name = any (?) and protocol <= ? %2$s
                    order by priority desc, execution_time limit ? for update skip locked),
                taken as (
                    update %1$s t set picked = true, picked_by = left(?, 50), last_heartbeat = ?, version = t.version + 1
                    from next where t.task_name = next.task_name and t.task_instance = next.task_instance
                    returning t.*)
                select * from taken order by priority desc, execution_time""".formatted(context.tableName, condition),
                statement -> {
                    setInstant(statement, 1, now);
                    statement.setArray(2, statement.getConnection().createArrayOf("text", tasks.toArray()));
                    statement.setInt(3, protocol);
                    statement.setInt(4, most);
                    statement.setString(5, context.schedulerName.getName());
                    setInstant(statement, 6, now);
                },
                context.resultSetMapper.get());
    }
}
