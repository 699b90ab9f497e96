package app.ayka.jobs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * From the first moment of a shutdown on this node takes no work and lets go of what it has at the next safe point, while
 * the web server still answers what it has begun.
 */
@Component
class Drain {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean begun;

    /** Calls back when the shutdown begins; to be said before the start. */
    void onBegin(Runnable listener) {
        listeners.add(listener);
    }

    boolean begun() {
        return begun;
    }

    /** A context that starts again after it was stopped works again. */
    void over() {
        begun = false;
    }

    void begin() {
        begun = true;
        listeners.forEach(Drain::guarded);
    }

    @SuppressWarnings("CatchingUnchecked") // a database that is gone as well keeps nobody from shutting down
    private static void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.info("not told of the shutdown: {}", e.getMessage());
        }
    }
}
