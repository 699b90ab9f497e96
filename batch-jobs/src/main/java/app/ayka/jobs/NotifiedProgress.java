package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Progress over PostgreSQL's NOTIFY, so that it reaches a user wherever the job ran. The payload is ids only. NOTIFY is
 * delivered at commit and folds equal payloads of one transaction; how far a run is, is gathered over many. After a gap in
 * the news every listener is told of all recordings of its user: no clock knows which were renamed or corrected meanwhile.
 */
@Component
class NotifiedProgress implements ProcessingProgress {

    private static final Logger log = LoggerFactory.getLogger(NotifiedProgress.class);
    private static final String CHANNEL = "ayka_progress";

    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final GatheredNews gathered;
    private final Map<UserId, List<Consumer<RecordingId>>> listeners = new ConcurrentHashMap<>();
    private final List<Consumer<RecordingId>> watchers = new CopyOnWriteArrayList<>();

    NotifiedProgress(
            JdbcClient jdbc, PlatformTransactionManager transactions, GatheredNews gathered, DatabaseNews news) {
        this.jdbc = jdbc;
        this.gathered = gathered;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        news.on(CHANNEL, this::deliver);
        news.afterGap(() -> List.copyOf(listeners.keySet()).forEach(this::catchUp));
    }

    @Override
    public Subscription onChange(UserId owner, Consumer<RecordingId> listener) {
        listeners.compute(owner, (key, list) -> {
            var all = list == null ? new CopyOnWriteArrayList<Consumer<RecordingId>>() : list;
            all.add(listener);
            return all;
        });
        return () -> listeners.computeIfPresent(owner, (key, list) -> {
            list.remove(listener);
            return list.isEmpty() ? null : list;
        });
    }

    /** Tells of everybody's recordings, by id; after a gap in the news nothing is made up for. */
    Subscription onAnyChange(Consumer<RecordingId> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    @Override
    public void changed(UserId owner, RecordingId recording) {
        jdbc.sql("select pg_notify(?, ?)")
                .params(CHANNEL, owner + " " + recording)
                .query((row, index) -> true)
                .list();
    }

    @Override
    public void moved(UserId owner, RecordingId recording) {
        gathered.say(CHANNEL, owner + " " + recording);
    }

    private void deliver(String payload) {
        var ids = payload.split(" ", 2);
        if (ids.length == 2) {
            deliver(UserId.of(ids[0]), RecordingId.of(ids[1]));
            deliver(watchers, RecordingId.of(ids[1]));
        }
    }

    private void deliver(UserId owner, RecordingId recording) {
        deliver(listeners.getOrDefault(owner, List.of()), recording);
    }

    @SuppressWarnings("CatchingUnchecked") // one listener's trouble is not the others'
    private static void deliver(List<Consumer<RecordingId>> interested, RecordingId recording) {
        for (var listener : interested) {
            try {
                listener.accept(recording);
            } catch (RuntimeException e) {
                log.warn("a listener for progress of {} failed; the next change reaches it again", recording, e);
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // one user's trouble is not the others'
    private void catchUp(UserId owner) {
        try {
            List<UUID> all = ActingUser.call(
                    owner,
                    () -> reading.execute(status -> jdbc.sql("select id from recording")
                            .query(UUID.class)
                            .list()));
            if (all != null) {
                all.forEach(id -> deliver(owner, new RecordingId(id)));
            }
        } catch (RuntimeException e) {
            log.warn("what user {} may have missed could not be read; the next change reaches their pages", owner, e);
        }
    }
}
