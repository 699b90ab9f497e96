package app.ayka.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyProxyTest {

    private static final int LARGE = 2_000_000;

    private ServerSocket echo;
    private FaultyProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    var visitor = echo.accept();
                    Thread.ofVirtual().start(() -> {
                        try (visitor) {
                            visitor.getInputStream().transferTo(visitor.getOutputStream());
                        } catch (IOException e) {
                            assertThat(e).hasMessageNotContaining("refused"); // the proxy broke it off
                        }
                    });
                } catch (IOException e) {
                    return;
                }
            }
        });
        proxy = new FaultyProxy(echo.getLocalPort(), new Random(1));
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void whatIsSaidComesThroughInBothDirections() throws IOException {
        assertThat(echoed(LARGE)).isEqualTo(LARGE);
        assertThat(proxy.disturbed()).isZero();
    }

    @Test
    void whenItFailsOpenConnectionsEndAndNewOnesTooUntilItPassesAgain() throws IOException {
        try (var open = visitor()) {
            open.getOutputStream().write(1);
            assertThat(open.getInputStream().read()).isEqualTo(1);
            proxy.become(FaultyProxy.Mode.FAILS);
            assertThatThrownBy(() -> requireAnswer(open)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> echoed(10)).isInstanceOf(IOException.class);
        proxy.become(FaultyProxy.Mode.PASSES);
        assertThat(echoed(10)).isEqualTo(10);
        assertThat(proxy.disturbed()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void whenItStallsNothingComesAndNothingIsLost() throws IOException {
        try (var open = visitor()) {
            open.getOutputStream().write(1);
            assertThat(open.getInputStream().read()).isEqualTo(1);
            proxy.become(FaultyProxy.Mode.STALLS);
            open.getOutputStream().write(2);
            open.setSoTimeout(300);
            assertThatThrownBy(() -> open.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.become(FaultyProxy.Mode.PASSES);
            open.setSoTimeout(10_000);
            assertThat(open.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void whenItBreaksAConnectionEndsInTheMiddle() {
        proxy.become(FaultyProxy.Mode.BREAKS);
        assertThatThrownBy(() -> echoed(LARGE)).isInstanceOf(IOException.class);
    }

    private Socket visitor() throws IOException {
        var visitor = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        visitor.setSoTimeout(10_000);
        return visitor;
    }

    private static void requireAnswer(Socket visitor) throws IOException {
        if (visitor.getInputStream().read() < 0) {
            throw new IOException("ended");
        }
    }

    private int echoed(int bytes) throws IOException {
        try (var visitor = visitor()) {
            var sending = Thread.ofVirtual().start(() -> {
                try {
                    visitor.getOutputStream().write(new byte[bytes]);
                    visitor.shutdownOutput();
                } catch (IOException e) {
                    assertThat(visitor).isNotNull(); // the reader hears of it too
                }
            });
            var count = visitor.getInputStream().readAllBytes().length;
            sending.interrupt();
            if (count < bytes) {
                throw new IOException("ended after " + count);
            }
            return count;
        }
    }
}
