package app.ayka.speech.process;

import app.ayka.speech.process.Frame.Type;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One speech process as its parent sees it. Not thread-safe: one request at a time. */
final class Child implements AutoCloseable {

    private static final int KEPT_WORDS = 4_096;

    /** Exit codes of processes that a signal ended are 128 plus its number. */
    private static final int BY_SIGNAL = 128;

    private final Process process;
    private final ProcessLimits limits;
    private final DataOutputStream out;
    private final BlockingQueue<Frame> arrivals = new LinkedBlockingQueue<>();
    private final StringBuffer words = new StringBuffer();
    private long residentBytes = -1;

    /** It died or had to be killed. The message says how, for people. */
    static final class DiedException extends Exception {
        private final boolean fromOutside;

        DiedException(String how, boolean fromOutside) {
            super(how);
            this.fromOutside = fromOutside;
        }

        /** Somebody else killed it; the request is not to blame. */
        boolean fromOutside() {
            return fromOutside;
        }
    }

    Child(ProcessLimits limits) throws IOException {
        this.limits = limits;
        this.process = ChildJvm.of(SpeechProcess.class, limits.heapMb()).start();
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        Thread.ofVirtual().start(this::receive);
        Thread.ofVirtual().start(this::listen);
    }

    /** Waits for the first beat. */
    void awaitReady() throws DiedException, InterruptedException {
        Frame first = arrivals.poll(limits.silence().toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            throw died("it did not start in " + limits.silence().toSeconds() + " s");
        }
        if (first.type() != Type.BEAT) {
            throw died("it ended");
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** The end of what it said on standard error. */
    String words() {
        return words.toString().strip();
    }

    /** Sends a request and waits for its answer, of type {@link Type#DONE} or {@link Type#FAILED}. */
    Frame ask(Frame request) throws DiedException, InterruptedException {
        long deadline = System.nanoTime() + limits.request().toNanos();
        try {
            request.write(out);
        } catch (IOException e) {
            throw died("it closed its pipe");
        }
        while (true) {
            Frame frame = arrivals.poll(limits.silence().toMillis(), TimeUnit.MILLISECONDS);
            if (frame == null) {
                throw died("it gave no sign of life for " + limits.silence().toSeconds() + " s");
            }
            if (frame.type() != Type.BEAT && frame.request() == request.request()) {
                return frame;
            }
            if (frame.request() == GONE.request()) {
                throw died("it ended");
            }
            check(frame, deadline);
        }
    }

    private void check(Frame beat, long deadline) throws DiedException, InterruptedException {
        if (beat.type() == Type.BEAT && beat.payload().length == Long.BYTES) {
            residentBytes = Wire.value(beat.payload(), DataInputStream::readLong);
        }
        if (residentBytes > limits.residentMb() << 20) {
            throw died("it used more than " + limits.residentMb() + " MB of memory");
        }
        if (System.nanoTime() - deadline > 0) {
            throw died("it took longer than " + words(limits.request()));
        }
    }

    private static String words(Duration time) {
        return time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toMillis() + " ms";
    }

    /** Makes sure that it is dead, and says how it died: by itself, or for the reason given. */
    private DiedException died(String reason) throws InterruptedException {
        boolean bySelf = process.waitFor(reason.startsWith("it ended") ? 2_000 : 50, TimeUnit.MILLISECONDS);
        close();
        int code = process.waitFor();
        if (!bySelf) {
            return new DiedException(reason, false);
        }
        return switch (code - BY_SIGNAL) {
            case 9, 15, 2 -> new DiedException("it was killed from outside (signal " + (code - BY_SIGNAL) + ")", true);
            case 6 -> new DiedException("it gave up (abort)", false);
            case 4, 7, 8, 11 -> new DiedException("it crashed (signal " + (code - BY_SIGNAL) + ")", false);
            default -> new DiedException("it ended with code " + code, false);
        };
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static final Frame GONE = new Frame(Type.FAILED, -1, new byte[0]);

    private void receive() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16))) {
            while (true) {
                arrivals.add(Frame.read(in));
            }
        } catch (IOException e) {
            arrivals.add(GONE);
        }
    }

    private void listen() {
        byte[] buffer = new byte[1024];
        try (var error = process.getErrorStream()) {
            for (int n = error.read(buffer); n >= 0; n = error.read(buffer)) {
                words.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                words.delete(0, Math.max(0, words.length() - KEPT_WORDS));
            }
        } catch (IOException e) {
            words.append(" (the rest is lost)");
        }
    }

    /** The process of {@code child}, or -1 when there is none. */
    static long pid(@Nullable Child child) {
        return child == null || !child.alive() ? -1 : child.pid();
    }
}
