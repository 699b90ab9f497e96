package app.ayka.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever gives AYKA an address does not choose what AYKA talks to. */
class OutsideHttpTest {

    private static final Map<String, String> NO_HEADERS = Map.of();
    private static final byte[] BODY = {1, 2, 3};

    private final AtomicInteger reached = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            reached.incrementAndGet();
            var path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port() + "/elsewhere");
            if (path.equals("/large")) {
                exchange.sendResponseHeaders(200, 0);
                try (var out = exchange.getResponseBody()) {
                    for (var i = 0; i < 100; i++) {
                        out.write(new byte[1024]);
                    }
                } catch (IOException closed) {
                    assertThat(closed).as("the reader stops reading").isNotNull();
                }
                return;
            }
            exchange.sendResponseHeaders(path.equals("/moved") ? 302 : 201, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/x",
                "https://127.1/x",
                "https://2130706433/x",
                "https://localhost/x",
                "https://0.0.0.0/x",
                "https://10.1.2.3/x",
                "https://100.64.0.1/x",
                "https://169.254.169.254/latest/meta-data",
                "https://172.16.0.1/x",
                "https://172.31.255.255/x",
                "https://192.168.1.1/x",
                "https://198.18.0.1/x",
                "https://224.0.0.1/x",
                "https://255.255.255.255/x",
                "https://[::]/x",
                "https://[::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://[::ffff:10.0.0.1]/x",
                "https://[::127.0.0.1]/x",
                "https://[64:ff9b::7f00:1]/x",
                "https://[2002:7f00:1::]/x",
                "https://[2001:0:1::1]/x",
                "https://[2001:db8::1]/x",
                "https://[fc00::1]/x",
                "https://[fd12:3456::1]/x",
                "https://[fe80::1]/x",
                "https://[fec0::1]/x",
                "https://[ff02::1]/x",
                "http://example.org/x",
                "ftp://example.org/x",
                "file:///etc/passwd",
                "https://user:password@example.org/x",
                "https:///x"
            })
    void whatIsNotOfThePublicInternetIsNeverCalled(String address) {
        try (var outside = outside(InetAddress::getAllByName)) {
            assertThatThrownBy(() -> outside.http().post(URI.create(address), NO_HEADERS, BODY))
                    .isInstanceOfSatisfying(
                            OutsideException.class,
                            refused -> assertThat(refused.isTransient()).isFalse());
        }
        assertThat(reached).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "2a00:1450::1"})
    void thePublicInternetIsOpen(String address) throws Exception {
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void aNameThatAlsoLeadsIntoThisNetworkIsNotCalled() {
        var names = List.of("93.184.216.34", "127.0.0.1");
        try (var outside = outside(host -> new InetAddress[] {of(names.get(0)), of(names.get(1))})) {
            assertThatThrownBy(() -> outside.http()
                            .post(URI.create("https://two.example.org:" + port() + "/"), NO_HEADERS, BODY))
                    .isInstanceOf(OutsideException.class)
                    .hasMessageContaining("this network");
        }
        assertThat(reached).hasValue(0);
    }

    /** First public, then private: the name is looked up once for a connection, and that answer is the one used. */
    @Test
    void aNameThatChangesItsMindBetweenCheckAndCallGainsNothing() {
        var answers = new ArrayDeque<>(List.of("203.0.114.1", "127.0.0.1", "127.0.0.1"));
        var asked = new AtomicInteger();
        try (var outside = outside(host -> {
            asked.incrementAndGet();
            return new InetAddress[] {of(answers.poll())};
        })) {
            assertThatThrownBy(() -> outside.http()
                            .post(URI.create("https://rebinding.example.org:" + port() + "/"), NO_HEADERS, BODY))
                    .isInstanceOf(OutsideException.class);
            assertThat(asked).as("looked up once").hasValue(1);
            assertThatThrownBy(() -> outside.http()
                            .post(URI.create("https://rebinding.example.org:" + port() + "/"), NO_HEADERS, BODY))
                    .hasMessageContaining("this network");
        }
        assertThat(reached).hasValue(0);
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        try (var outside = known()) {
            assertThat(outside.http().post(local("/moved"), NO_HEADERS, BODY).status())
                    .isEqualTo(302);
        }
        assertThat(reached).hasValue(1);
    }

    @Test
    void aHostThatTheOperatorNamedIsCalledAlsoHere() {
        try (var outside = known()) {
            assertThat(outside.http()
                            .post(local("/"), Map.of("TTL", "60"), BODY)
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() {
        try (var outside = known()) {
            assertThatThrownBy(() -> outside.http().post(local("/large"), NO_HEADERS, BODY))
                    .isInstanceOf(OutsideException.class)
                    .hasMessageContaining("larger");
        }
    }

    @Test
    void whoeverDoesNotAnswerIsLeftAlone() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var outside = known()) {
            var start = System.nanoTime();
            assertThatThrownBy(() -> outside.http()
                            .post(URI.create("http://localhost:" + silent.getLocalPort() + "/"), NO_HEADERS, BODY))
                    .isInstanceOfSatisfying(
                            OutsideException.class,
                            failure -> assertThat(failure.isTransient()).isTrue());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        }
    }

    private record Outside(OutsideHttp http) implements AutoCloseable {
        @Override
        public void close() {
            http.destroy();
        }
    }

    private static Outside outside(OutsideHttp.Names names) {
        return new Outside(new OutsideHttp(new OutsideSettings(Set.of(), Duration.ofSeconds(1)), names));
    }

    private static Outside known() {
        return new Outside(new OutsideHttp(
                new OutsideSettings(Set.of("LOCALHOST"), Duration.ofSeconds(1)), InetAddress::getAllByName));
    }

    private URI local(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static InetAddress of(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
