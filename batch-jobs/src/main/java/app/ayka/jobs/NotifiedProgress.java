package app.ayka.jobs;

import app.ayka.base.UserId;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingId;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * News over PostgreSQL's NOTIFY, so that it reaches a user wherever the job ran. The payload is ids only. NOTIFY is
 * delivered at commit and folds equal payloads of one transaction. A dropped connection is opened again; what was
 * missed meanwhile is made up by telling every listener to read again.
 */
@Component
class NotifiedProgress implements ProcessingProgress, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NotifiedProgress.class);
    private static final String CHANNEL = "ayka_progress";
    private static final int WAIT_MS = 500;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final Map<UserId, List<Consumer<RecordingId>>> listeners = new ConcurrentHashMap<>();
    private final Map<UserId, RecordingId> last = new ConcurrentHashMap<>();
    private volatile boolean running;

    NotifiedProgress(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    @Override
    public Subscription onChange(UserId owner, Consumer<RecordingId> listener) {
        listeners.computeIfAbsent(owner, key -> new CopyOnWriteArrayList<>()).add(listener);
        return () -> listeners.computeIfPresent(owner, (key, list) -> {
            list.remove(listener);
            return list.isEmpty() ? null : list;
        });
    }

    @Override
    public void changed(UserId owner, RecordingId recording) {
        jdbc.sql("select pg_notify(?, ?)")
                .params(CHANNEL, owner + " " + recording)
                .query((row, index) -> true)
                .list();
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("ayka-progress").start(this::listen);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void listen() {
        while (running) {
            try (var connection = dataSource.getConnection();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(true);
                statement.execute("listen " + CHANNEL);
                last.forEach(this::deliver);
                var postgres = connection.unwrap(PGConnection.class);
                while (running) {
                    var news = postgres.getNotifications(WAIT_MS);
                    if (news != null) {
                        for (var one : news) {
                            deliver(one.getParameter());
                        }
                    }
                }
                statement.execute("unlisten " + CHANNEL);
            } catch (SQLException e) {
                if (running) {
                    log.warn("lost the connection for news of progress, opening it again: {}", e.getMessage());
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L);
                }
            }
        }
    }

    private void deliver(String payload) {
        var ids = payload.split(" ", 2);
        if (ids.length == 2) {
            deliver(UserId.of(ids[0]), RecordingId.of(ids[1]));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // one listener's trouble is not the others'
    private void deliver(UserId owner, RecordingId recording) {
        last.put(owner, recording);
        for (var listener : listeners.getOrDefault(owner, List.of())) {
            try {
                listener.accept(recording);
            } catch (RuntimeException e) {
                log.warn("a listener for progress of {} failed", recording, e);
            }
        }
    }
}
