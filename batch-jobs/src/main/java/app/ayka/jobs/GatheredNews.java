package app.ayka.jobs;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * NOTIFY for what is said often: kept for a moment after the commit, then all that is new is said in one transaction of
 * its own. Transactions with a NOTIFY commit one after the other in the whole cluster; so the workers' need none.
 */
@Component
class GatheredNews implements DisposableBean {

    static final int GATHER_MS = 250;

    private static final Logger log = LoggerFactory.getLogger(GatheredNews.class);

    private final JdbcClient jdbc;
    private final ConcurrentSkipListSet<News> waiting = new ConcurrentSkipListSet<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledExecutorService soon = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ayka-gathered-news").factory());

    GatheredNews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record News(String channel, String payload) implements Comparable<News> {
        @Override
        public int compareTo(News other) {
            var byChannel = channel.compareTo(other.channel);
            return byChannel != 0 ? byChannel : payload.compareTo(other.payload);
        }
    }

    /** Said within a moment after the current transaction commits, and not if it rolls back. */
    void say(String channel, String payload) {
        var news = new News(channel, payload);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    gather(news);
                }
            });
        } else {
            gather(news);
        }
    }

    private void gather(News news) {
        waiting.add(news);
        if (due.compareAndSet(false, true) && !soon.isShutdown()) {
            soon.schedule(this::tell, GATHER_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void tell() {
        due.set(false); // first: what comes from here on is gathered anew
        var all = List.copyOf(waiting);
        waiting.removeAll(all);
        if (all.isEmpty()) {
            return;
        }
        try {
            jdbc.sql("select pg_notify(channel, payload) from unnest(:channels, :payloads) news (channel, payload)")
                    .param("channels", all.stream().map(News::channel).toArray(String[]::new))
                    .param("payloads", all.stream().map(News::payload).toArray(String[]::new))
                    .query((row, index) -> true)
                    .list();
        } catch (DataAccessException e) {
            log.debug("news could not be told; pages read anew when the database is back: {}", e.getMessage());
        }
    }

    @Override
    public void destroy() {
        soon.shutdownNow();
        tell();
    }
}
