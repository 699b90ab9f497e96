package app.ayka.jobs.console;

import app.ayka.jobs.NodeName;
import app.ayka.jobs.console.LogCatcher.Caught;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps what this node says about runs in a table, where an administrator reads it beside the run, whichever node it was.
 * A thread of its own writes what was gathered for a moment: work never waits for its log. Bounded in every way: in
 * memory, for each run, and in all ({@link LogSettings}).
 */
@Component
class JobLog implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobLog.class);
    private static final int WAITING = 10_000;
    private static final int BATCH = 500;
    private static final int MOST_OF_A_RUN = 2_000;
    private static final int RUNS_COUNTED = 1_000;
    private static final long GATHER_MS = 300;

    private final BlockingQueue<Caught> queue = new ArrayBlockingQueue<>(WAITING);
    private final Map<String, Integer> counts = new LinkedHashMap<>(RUNS_COUNTED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > RUNS_COUNTED;
        }
    };
    private final JdbcTemplate jdbc;
    private final LogCatcher catcher;
    private volatile @Nullable Thread writer;

    JobLog(@Qualifier("systemDataSource") javax.sql.DataSource system, NodeName node) {
        this.jdbc = new JdbcTemplate(system);
        this.catcher = new LogCatcher(node.toString(), queue);
    }

    @Override
    public void start() {
        catcher.attach();
        writer = Thread.ofPlatform().daemon().name("ayka-job-log").start(this::write);
    }

    private void write() {
        while (Thread.currentThread() == writer) {
            try {
                var first = queue.poll(GATHER_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    store(first);
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void store(Caught first) {
        var batch = new ArrayList<Caught>(List.of(first));
        queue.drainTo(batch, BATCH - 1);
        try {
            insert(batch.stream().filter(this::isWithinBounds).toList());
        } catch (DataAccessException
                | TransactionException e) { // said without a run, so that it does not come back here
            log.warn(
                    "{} lines of the jobs' log were not kept, the file log has them: {}", batch.size(), e.getMessage());
        }
        var lost = catcher.takeLost();
        if (lost > 0) {
            log.warn("{} lines of the jobs' log came faster than they could be kept; the file log has them", lost);
        }
    }

    private boolean isWithinBounds(Caught line) {
        return counts.merge(line.run(), 1, Integer::sum) <= MOST_OF_A_RUN;
    }

    private void insert(List<Caught> lines) {
        jdbc.batchUpdate("""
                insert into job_log (run_id, job_execution_id, part, at, level, node, logger, message, thrown)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", lines, BATCH, (statement, line) -> {
            statement.setObject(1, UUID.fromString(line.run()));
            statement.setObject(2, line.attempt());
            statement.setString(3, line.part());
            statement.setTimestamp(4, Timestamp.from(line.at()));
            statement.setString(5, line.level());
            statement.setString(6, line.node());
            statement.setString(7, line.logger());
            statement.setString(8, line.message());
            statement.setString(9, line.thrown());
        });
    }

    @Override
    public void stop() {
        catcher.detach();
        var thread = writer;
        writer = null;
        if (thread != null) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        for (var line = queue.poll(); line != null; line = queue.poll()) {
            store(line);
        }
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }

    /** Before the queues start and after they stop. */
    @Override
    public int getPhase() {
        return 500;
    }
}
