package app.ayka.jobs.topology;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Hands TCP connections on to a server on this machine, and fails or stalls when told to. */
final class FaultyProxy implements AutoCloseable {

    /** What happens to connections, those that are open and those to come. */
    enum Mode {
        PASSES,
        /** Ended at once, in the middle of whatever is said. */
        FAILS,
        /** Kept open, and nothing comes through. */
        STALLS,
        /** Ended after some thousand bytes. */
        BREAKS
    }

    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST_PIECE = 200_000;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger disturbed = new AtomicInteger();
    private final Random random;
    private final int target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Mode mode = Mode.PASSES;

    /** @param target port of the server */
    FaultyProxy(int target, Random random) throws IOException {
        this.target = target;
        this.random = random;
        Thread.ofVirtual().name("faulty-proxy").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** How many connections met a fault. */
    int disturbed() {
        return disturbed.get();
    }

    void become(Mode next) {
        lock.lock();
        try {
            mode = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (next == Mode.FAILS) {
            open.forEach(this::disturb);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            if (mode == Mode.FAILS) {
                disturb(client);
                return;
            }
            try (var server = new Socket()) {
                server.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), target), (int)
                        CONNECT.toMillis());
                open.add(server);
                var answers = Thread.ofVirtual().start(() -> pump(server, client));
                pump(client, server);
                answers.join();
                open.remove(server);
            }
        } catch (IOException e) {
            disturb(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** Until one side has nothing more to say; when a side breaks off, so does the other. */
    private void pump(Socket from, Socket to) {
        try {
            copy(from.getInputStream(), to.getOutputStream(), from, to);
            to.shutdownOutput();
        } catch (IOException e) {
            disturb(from);
            disturb(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(InputStream in, OutputStream out, Socket from, Socket to)
            throws IOException, InterruptedException {
        var buffer = new byte[BUFFER];
        var left = random.nextInt(LONGEST_PIECE);
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            awaitFlow();
            if (mode == Mode.BREAKS) {
                left -= count;
                if (left < 0) {
                    disturb(from);
                    disturb(to);
                    return;
                }
            }
            out.write(buffer, 0, count);
        }
    }

    private void awaitFlow() throws InterruptedException {
        if (mode != Mode.STALLS) {
            return;
        }
        disturbed.incrementAndGet();
        lock.lock();
        try {
            while (mode == Mode.STALLS) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** With a reset, not a polite end: the peer learns that something broke. */
    private void disturb(Socket socket) {
        if (socket.isClosed()) {
            return;
        }
        disturbed.incrementAndGet();
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            open.remove(socket); // it was ended by its other side
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        become(Mode.FAILS);
    }
}
