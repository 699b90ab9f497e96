package app.ayka.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;

/** One address for several servers: each connection goes to the first of them that takes it, and ends with it. */
public final class FailoverProxy implements AutoCloseable {

    private final ServerSocket door;
    private final List<Integer> ports;

    public FailoverProxy(Integer... ports) {
        this.ports = Arrays.asList(ports);
        try {
            door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                var visitor = door.accept();
                Thread.ofVirtual().start(() -> join(visitor));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void join(Socket visitor) {
        try (visitor;
                var server = connect()) {
            var back = Thread.ofVirtual().start(() -> copy(server, visitor));
            copy(visitor, server);
            back.join();
        } catch (IOException e) {
            // nobody is there, which the visitor sees by the end of its connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket connect() throws IOException {
        var refused = new IOException("no server takes connections");
        for (var port : ports) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    /** Until either side is gone; then both are. */
    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // gone
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
