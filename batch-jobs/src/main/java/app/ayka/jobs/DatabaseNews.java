package app.ayka.jobs;

import app.ayka.base.tx.DirectConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears PostgreSQL's NOTIFY on one connection of its own, outside of the pools. A lost connection is opened again, and
 * everybody is then told that news may have been missed. News only wake: whatever must happen is a row.
 */
@Component
public class DatabaseNews implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DatabaseNews.class);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DirectConnections connections;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final List<Runnable> afterGap = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile @Nullable Connection current;

    DatabaseNews(DirectConnections connections) {
        this.connections = connections;
    }

    /** Calls the listener, on the news' own thread, with the payload of each notification; to be said before the start. */
    public void on(String channel, Consumer<String> listener) {
        listeners.computeIfAbsent(channel, key -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** Calls back whenever notifications may have been missed. */
    public void afterGap(Runnable listener) {
        afterGap.add(listener);
    }

    @Override
    public void start() {
        var running = new CountDownLatch(1);
        stopped = running;
        Thread.ofPlatform().daemon().name("ayka-news").start(() -> listen(running));
    }

    @Override
    public void stop() {
        stopped.countDown();
        var connection = current;
        if (connection != null) {
            close(connection);
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    /** Before those who listen, and stopped after them: stopping it sooner would stop them with it. */
    @Override
    public int getPhase() {
        return 400;
    }

    @SuppressWarnings("CatchingUnchecked") // this thread may not end before its node
    private void listen(CountDownLatch running) {
        while (running.getCount() > 0) {
            try (var connection = connections.open()) {
                current = connection;
                subscribe(connection);
                // also the first time: a page may have been opened before
                afterGap.forEach(DatabaseNews::guarded);
                log.info("news from the database arrive");
                hear(connection, running);
            } catch (SQLException | RuntimeException e) {
                if (running.getCount() > 0) {
                    log.warn("no news from the database, connecting again in {}: {}", PAUSE, e.getMessage());
                    pause(running);
                }
            }
        }
    }

    private void subscribe(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var channel : listeners.keySet()) {
                statement.execute("listen " + channel);
            }
        }
    }

    private void hear(Connection connection, CountDownLatch running) throws SQLException {
        var postgres = connection.unwrap(PGConnection.class);
        while (running.getCount() > 0) {
            var news = postgres.getNotifications((int) SIGN_OF_LIFE.toMillis());
            if (news == null || news.length == 0) {
                try (var statement = connection.createStatement()) {
                    statement.execute("select 1"); // a connection that died silently fails here
                }
                continue;
            }
            for (var one : news) {
                listeners
                        .getOrDefault(one.getName(), List.of())
                        .forEach(listener -> guarded(() -> listener.accept(one.getParameter())));
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // one listener's trouble is not the others'
    private static void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.warn("a listener for news from the database failed; the next news reach it again", e);
        }
    }

    private static void pause(CountDownLatch running) {
        try {
            if (running.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("stopped while waiting to connect again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.countDown();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("closing the connection for news failed: {}", e.getMessage());
        }
    }
}
