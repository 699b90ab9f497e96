package app.ayka.speech.process;

import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import app.ayka.speech.process.Child.DiedException;
import app.ayka.speech.process.Frame.Type;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one speech process: starts it when there is work, watches it, replaces it when it dies, ends it when idle. One
 * request runs at a time; others wait their turn. A request during which the process dies is tried once more in a new
 * one; the second death puts it into quarantine.
 */
public final class SpeechProcessGuard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SpeechProcessGuard.class);

    /** Deaths from outside say nothing about the request, but nobody is tried for ever. */
    private static final int MOST_ATTEMPTS = 5;

    private final ProcessLimits limits;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ScheduledExecutorService idleWatch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("speech-idle").factory());
    private volatile @Nullable Child child;
    private @Nullable ScheduledFuture<?> idleEnd;
    private long requests;

    public SpeechProcessGuard(ProcessLimits limits) {
        this.limits = limits;
    }

    /** Asks for the transcription of a window; payloads as in {@code WhisperWork}. */
    public byte[] transcribe(byte[] payload) {
        return call(Type.TRANSCRIBE, payload);
    }

    /** Asks for the voices of a stretch of sound; payloads as in {@code VoicesWork}. */
    public byte[] separate(byte[] payload) {
        return call(Type.VOICES, payload);
    }

    /** The speech process that lives now, or -1. */
    public long pid() {
        return Child.pid(child);
    }

    private byte[] call(Type type, byte[] payload) {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(e);
        }
        try {
            if (idleEnd != null) {
                idleEnd.cancel(false);
            }
            return result(attempts(new Frame(type, ++requests, payload)));
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
            throw cancelled(e);
        } finally {
            if (!idleWatch.isShutdown()) {
                idleEnd = idleWatch.schedule(this::endIdle, limits.idle().toMillis(), TimeUnit.MILLISECONDS);
            }
            turn.unlock();
        }
    }

    private Frame attempts(Frame request) throws InterruptedException {
        int deaths = 0;
        for (int attempt = 1; ; attempt++) {
            Child worker = ready();
            try {
                return worker.ask(request);
            } catch (DiedException e) {
                end();
                deaths += e.fromOutside() ? 0 : 1;
                if (deaths == 2 || attempt == MOST_ATTEMPTS) {
                    log.error(
                            "Speech process died again on the same sound: {}; the sound is set aside", e.getMessage());
                    throw new SpeechException(
                            Kind.QUARANTINED, "This sound ended the speech process twice: " + e.getMessage() + ".", e);
                }
                log.warn("Speech process died: {}; trying the same sound in a new one", e.getMessage());
            }
        }
    }

    private Child ready() throws InterruptedException {
        if (idleWatch.isShutdown()) {
            throw new SpeechException(Kind.CANCELLED, "The speech process is closed.");
        }
        Child present = child;
        if (present != null && present.alive()) {
            return present;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                Child fresh = new Child(limits);
                child = fresh;
                fresh.awaitReady();
                log.info("Speech process {} started", fresh.pid());
                return fresh;
            } catch (IOException | DiedException e) {
                String words = child == null ? "" : child.words();
                end();
                if (attempt < MOST_ATTEMPTS && e instanceof DiedException died && died.fromOutside()) {
                    log.warn("Speech process was killed while it started; starting another");
                    continue;
                }
                log.error("Speech process does not start: {}; {}", e.getMessage(), words);
                throw new SpeechException(
                        Kind.UNAVAILABLE, "The speech process does not start: " + e.getMessage() + ".", e);
            }
        }
    }

    private static byte[] result(Frame answer) {
        if (answer.type() == Type.DONE) {
            return answer.payload();
        }
        throw Wire.value(answer.payload(), (DataInputStream in) -> {
            Kind kind = Kind.valueOf(Wire.text(in));
            return new SpeechException(kind, Wire.text(in));
        });
    }

    private void endIdle() {
        if (turn.tryLock()) {
            try {
                end();
            } finally {
                turn.unlock();
            }
        }
    }

    private void end() {
        Child present = child;
        if (present != null) {
            present.close();
        }
        child = null;
    }

    private static SpeechException cancelled(InterruptedException e) {
        return new SpeechException(Kind.CANCELLED, "The work was stopped.", e);
    }

    /** Ends the speech process for good. */
    @Override
    public void close() {
        idleWatch.shutdownNow();
        end();
    }
}
