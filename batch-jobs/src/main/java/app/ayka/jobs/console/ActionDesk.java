package app.ayka.jobs.console;

import app.ayka.jobs.DatabaseNews;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Carries out what the command line asks for: rows in the book of actions, written by whoever has the database's
 * password. Each node looks when it is told that there is one; whoever claims it is the only one.
 */
@Component
class ActionDesk implements DisposableBean {

    /** Whoever asked has given up by then. */
    static final Duration OLDEST = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(ActionDesk.class);

    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("ayka-actions").factory());
    private final ActionRows book;
    private final JobDeeds deeds;

    ActionDesk(@Qualifier("systemJdbcClient") JdbcClient system, JobDeeds deeds, DatabaseNews news) {
        this.book = new ActionRows(system);
        this.deeds = deeds;
        news.on(ActionRows.CHANNEL, nothing -> look());
        news.afterGap(this::look);
    }

    private void look() {
        executor.execute(() -> {
            try {
                for (var asked = book.claim(OLDEST); asked.isPresent(); asked = book.claim(OLDEST)) {
                    var entry = asked.get();
                    deeds.perform(
                            entry.id(),
                            entry.who(),
                            new ActionRequest(entry.action(), entry.run(), entry.reason(), entry.parameters()));
                }
            } catch (DataAccessException | TransactionException e) {
                log.warn("actions that were asked for could not be read; whoever asked is told by silence", e);
            }
        });
    }

    @Override
    public void destroy() {
        executor.shutdown();
    }
}
