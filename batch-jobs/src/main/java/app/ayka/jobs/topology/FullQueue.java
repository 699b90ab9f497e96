package app.ayka.jobs.topology;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A hundred thousand parts that wait: how long a worker takes to claim some, and how many it gets done. */
final class FullQueue {

    private static final int WAITING = 100_000;
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final String PEER = "peer_partitions";

    private final Topology topology;

    /** {@code perSecond}: rows that were claimed, found to need nothing, and removed. */
    record Figures(double medianMillis, double p95Millis, double perSecond, int claims) {}

    FullQueue(Topology topology) {
        this.topology = topology;
    }

    /** A worker of this process, beside whatever other workers there are. */
    Figures ayka() throws SQLException, InterruptedException, ClassNotFoundException {
        var times = new ClaimTimes();
        fill("scheduled_partitions");
        var settings = new java.util.ArrayList<>(topology.settings());
        settings.add("--ayka.role=worker");
        settings.add("--ayka.node=measured");
        settings.add("--server.port=0");
        settings.add("--ayka.data=" + topology.folder().resolve("measured"));
        try (var worker = new SpringApplicationBuilder(Class.forName("app.ayka.Ayka"))
                .initializers(fresh -> fresh.getBeanFactory().addBeanPostProcessor(times))
                .run(settings.toArray(String[]::new))) {
            return measure(times, "scheduled_partitions");
        } finally {
            empty("scheduled_partitions");
        }
    }

    /** db-scheduler alone, with as many threads, over a table of the same shape. */
    Figures peer(DataSource source) throws SQLException, InterruptedException {
        execute("create table " + PEER + " (like scheduled_tasks including defaults including constraints)");
        // as db-scheduler's documentation has them
        execute("alter table " + PEER + " add primary key (task_name, task_instance)");
        execute("create index on " + PEER + " (execution_time)");
        execute("create index on " + PEER + " (last_heartbeat)");
        execute("create index on " + PEER + " (priority desc, execution_time)");
        execute("grant select, insert, update, delete on " + PEER + " to ayka_system");
        fill(PEER);
        var times = new ClaimTimes();
        var done = new AtomicInteger();
        var task = Tasks.oneTime("part", String.class).execute((instance, context) -> done.incrementAndGet());
        var scheduler = Scheduler.create(times.measured(source), task)
                .tableName(PEER)
                .threads(Runtime.getRuntime().availableProcessors())
                .pollingInterval(Duration.ofSeconds(1))
                .pollUsingLockAndFetch(0.5, 1.0)
                .enablePriority()
                .serializer(new Words())
                .build();
        scheduler.start();
        try {
            return measure(times, PEER);
        } finally {
            scheduler.stop();
            execute("drop table " + PEER);
        }
    }

    private Figures measure(ClaimTimes times, String table) throws InterruptedException, SQLException {
        Patience.await("the first claims", Duration.ofMinutes(1), () -> times.count() > 20);
        times.forget();
        var before = waiting(table);
        var began = System.nanoTime();
        Patience.pass(MEASURED);
        var seconds = (System.nanoTime() - began) / 1e9;
        return new Figures(times.millis(0.5), times.millis(0.95), (before - waiting(table)) / seconds, times.count());
    }

    /** Parts of executions that nobody knows: there is nothing to do but to claim and to remove them. */
    private void fill(String table) throws SQLException {
        execute("""
                insert into %s (task_name, task_instance, task_data, execution_time, picked, version, priority)
                select 'part', (-n)::text, convert_to('00000000-0000-0000-0000-000000000001 1', 'UTF8'), now(), false, 1, 0
                from generate_series(1, %d) n""".formatted(table, WAITING));
        execute("analyze " + table);
    }

    private void empty(String table) throws SQLException {
        execute("delete from " + table);
    }

    private int waiting(String table) throws SQLException {
        try (var connection = topology.servers().connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = topology.servers().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As the queue of AYKA keeps its data. */
    private static final class Words implements com.github.kagkarlsson.scheduler.serializer.Serializer {

        @Override
        public byte @org.jspecify.annotations.Nullable [] serialize(@org.jspecify.annotations.Nullable Object data) {
            return data == null ? null : data.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public <T> @org.jspecify.annotations.Nullable T deserialize(
                Class<T> type, byte @org.jspecify.annotations.Nullable [] bytes) {
            return bytes == null ? null : type.cast(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
