package app.ayka.jobs.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Takes out of everything that is logged what this node says about runs. Never waits and never fails: what finds no place
 * is counted, the file log has it.
 */
final class LogCatcher extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_TRACE = 8_000;
    private static final String BATCH = "org.springframework.batch.";

    private final String node;
    private final BlockingQueue<Caught> queue;
    private final AtomicLong lost = new AtomicLong();

    LogCatcher(String node, BlockingQueue<Caught> queue) {
        this.node = node;
        this.queue = queue;
    }

    /** A line on its way to the table. */
    record Caught(
            String run,
            @Nullable Long attempt,
            @Nullable String part,
            Instant at,
            String level,
            String node,
            String logger,
            String message,
            @Nullable String thrown) {}

    /** Listens from now on, also after somebody has set up the logging anew. */
    void attach() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            setContext(logging);
            setName("jobs-" + node);
            start();
            logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(this);
            logging.addListener(new Again());
        }
    }

    void detach() {
        stop();
        if (getContext() instanceof LoggerContext logging) {
            logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(this);
        }
    }

    /** How many lines found no place since the last time. */
    long takeLost() {
        return lost.getAndSet(0);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().startsWith(BATCH) && !event.getLevel().isGreaterOrEqual(Level.WARN)) {
            return; // says what the attempt's own lines say, with every parameter
        }
        var about = event.getMDCPropertyMap();
        var run = about.get(LogScope.RUN);
        if (run != null && node.equals(about.get(LogScope.NODE)) && !queue.offer(caught(event, about, run))) {
            lost.incrementAndGet();
        }
    }

    private Caught caught(ILoggingEvent event, Map<String, String> about, String run) {
        var attempt = about.get(LogScope.ATTEMPT);
        var thrown = event.getThrowableProxy();
        return new Caught(
                run,
                attempt == null ? null : Long.valueOf(attempt),
                about.get(LogScope.PART),
                event.getInstant(),
                event.getLevel().toString().equals("TRACE")
                        ? "DEBUG"
                        : event.getLevel().toString(),
                node,
                lastName(event.getLoggerName()),
                clean(event.getFormattedMessage(), LONGEST_MESSAGE),
                thrown == null ? null : clean(ThrowableProxyUtil.asString(thrown), LONGEST_TRACE));
    }

    private static String lastName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    /** PostgreSQL's texts hold no zero characters. */
    private static String clean(String text, int longest) {
        var clean = Secrets.hidden(text.replace('\0', ' '));
        return clean.length() <= longest ? clean : clean.substring(0, longest) + " …";
    }

    private final class Again implements LoggerContextListener {

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext logging) {
            if (isStarted()) {
                logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(LogCatcher.this);
            }
        }

        @Override
        public void onStart(LoggerContext logging) {}

        @Override
        public void onStop(LoggerContext logging) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
