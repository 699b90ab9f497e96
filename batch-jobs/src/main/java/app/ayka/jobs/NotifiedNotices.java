package app.ayka.jobs;

import app.ayka.base.UserId;
import app.ayka.notices.NoticeNews;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** News of notices over PostgreSQL's NOTIFY; after a gap everybody who listens is told once. */
@Component
class NotifiedNotices implements NoticeNews {

    private static final Logger log = LoggerFactory.getLogger(NotifiedNotices.class);
    private static final String CHANNEL = "ayka_notices";

    private final JdbcClient jdbc;
    private final Map<UserId, List<Consumer<UserId>>> listeners = new ConcurrentHashMap<>();

    NotifiedNotices(JdbcClient jdbc, DatabaseNews news) {
        this.jdbc = jdbc;
        news.on(CHANNEL, owner -> deliver(UserId.of(owner)));
        news.afterGap(() -> List.copyOf(listeners.keySet()).forEach(this::deliver));
    }

    @Override
    public Subscription onChange(UserId owner, Consumer<UserId> listener) {
        listeners.compute(owner, (key, list) -> {
            var all = list == null ? new CopyOnWriteArrayList<Consumer<UserId>>() : list;
            all.add(listener);
            return all;
        });
        return () -> listeners.computeIfPresent(owner, (key, list) -> {
            list.remove(listener);
            return list.isEmpty() ? null : list;
        });
    }

    @Override
    public void changed(UserId owner) {
        jdbc.sql("select pg_notify(?, ?)")
                .params(CHANNEL, owner.toString())
                .query((row, index) -> true)
                .list();
    }

    @SuppressWarnings("CatchingUnchecked") // one listener's trouble is not the others'
    private void deliver(UserId owner) {
        for (var listener : listeners.getOrDefault(owner, List.of())) {
            try {
                listener.accept(owner);
            } catch (RuntimeException e) {
                log.warn("a listener for notices of {} failed; the next change reaches it again", owner, e);
            }
        }
    }
}
