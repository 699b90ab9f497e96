package app.ayka.jobs;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Gives the others at once what this node still holds of the queues; without it they would wait for its heartbeat. */
@Component
class HandBack {

    private static final Logger log = LoggerFactory.getLogger(HandBack.class);

    private final JdbcClient jdbc;
    private final NodeName node;

    HandBack(@Qualifier("systemJdbcClient") JdbcClient jdbc, NodeName node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    /** To be called when nothing is claimed any more. */
    void whatIsLeft() {
        try {
            for (var table : List.of(QueueConfiguration.RUNS, QueueConfiguration.PARTS, QueueConfiguration.ERRANDS)) {
                var left =
                        jdbc.sql("update " + table + """
                                 set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                                where picked and picked_by = left(?, 50)""").param(node.toString()).update();
                if (left > 0) {
                    log.info("{} of {} did not end in time and go on elsewhere", left, table);
                }
            }
            jdbc.sql("select pg_notify(?, '')")
                    .param(QueuedProcessing.QUEUE_CHANNEL)
                    .query((row, index) -> true)
                    .list();
        } catch (DataAccessException | TransactionException e) {
            log.info("could not hand back what is left; the others take it when this node is silent");
        }
    }
}
