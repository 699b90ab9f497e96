package app.ayka.notices.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A push service as a browser has one: takes what is signed and sealed as the standards say, opens it with the browser's
 * private key, and answers as it is told. Written from RFC 8188, 8291 and 8292, not from AYKA's code.
 */
public final class FakePushService implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpServer server;
    private final Map<String, Browser> browsers = new ConcurrentHashMap<>();
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Push> taken = new CopyOnWriteArrayList<>();
    private final List<Throwable> problems = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public FakePushService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/push/", this::serve);
        server.start();
    }

    /** What a browser hands to the page that subscribes. */
    public record Browser(String endpoint, String key, String secret, KeyPair keys) {}

    /** A push as it arrived, opened. {@code status} is what it was answered. */
    public record Push(String endpoint, JsonNode message, Map<String, String> headers, String signedBy, int status) {}

    private record Answer(int status, Map<String, String> headers) {}

    public Browser browser() {
        var keys = P256.generate();
        var secret = new byte[16];
        RANDOM.nextBytes(secret);
        var path = "/push/" + UUID.randomUUID();
        var browser = new Browser(
                origin() + path, Base64Url.of(P256.point((ECPublicKey) keys.getPublic())), Base64Url.of(secret), keys);
        browsers.put(path, browser);
        return browser;
    }

    /** The next push to this browser is answered so; afterwards pushes are taken. A status of 0 is no answer at all. */
    public void answer(Browser browser, int status, String... headers) {
        var all = new java.util.LinkedHashMap<String, String>();
        for (var i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        answers.computeIfAbsent(browser.endpoint(), key -> new ArrayDeque<>()).add(new Answer(status, all));
    }

    /** Everything that arrived, in its order, whatever it was answered. */
    public List<Push> pushes() {
        assertThat(problems).as("pushes that no browser could have read").isEmpty();
        return List.copyOf(taken);
    }

    public List<Push> pushes(Browser browser) {
        return pushes().stream()
                .filter(push -> push.endpoint().equals(browser.endpoint()))
                .toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var browser = browsers.get(exchange.getRequestURI().getPath());
        if (browser == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        var queue = answers.getOrDefault(browser.endpoint(), new ArrayDeque<>());
        var next = queue.isEmpty() ? new Answer(201, Map.of()) : queue.poll();
        try {
            taken.add(open(exchange, browser, next.status()));
        } catch (Exception | AssertionError e) {
            problems.add(e);
        }
        if (next.status() == 0) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        next.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(next.status(), -1);
        exchange.close();
    }

    private Push open(HttpExchange exchange, Browser browser, int status) throws Exception {
        var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        assertThat(exchange.getRequestMethod()).isEqualTo("POST");
        assertThat(headers.get("Content-Encoding")).isEqualTo("aes128gcm");
        assertThat(Long.parseLong(headers.get("TTL"))).isPositive();
        assertThat(headers.get("Topic")).matches("[A-Za-z0-9_-]{1,32}");
        assertThat(headers.get("Urgency")).isIn("very-low", "low", "normal", "high");
        var signedBy = verify(String.valueOf(headers.get("Authorization")));
        var message = unseal(exchange.getRequestBody().readAllBytes(), browser);
        return new Push(
                browser.endpoint(),
                JsonMapper.shared().readTree(new String(message, StandardCharsets.UTF_8)),
                headers,
                signedBy,
                status);
    }

    /** RFC 8292 §2 and §3: who signs, for whom, until when. */
    private String verify(String authorization) throws GeneralSecurityException {
        assertThat(authorization).startsWith("vapid ");
        var parts = new java.util.HashMap<String, String>();
        for (var part : authorization.substring("vapid ".length()).split(",\\s*")) {
            parts.put(part.substring(0, 1), part.substring(2));
        }
        var token = String.valueOf(parts.get("t")).split("\\.");
        var header = JsonMapper.shared().readTree(Base64Url.bytes(token[0]));
        assertThat(header.path("alg").asString()).isEqualTo("ES256");
        var claims = JsonMapper.shared().readTree(Base64Url.bytes(token[1]));
        assertThat(claims.path("aud").asString()).isEqualTo(origin());
        assertThat(claims.path("sub").asString()).matches("(mailto:|https?://).+");
        assertThat(Instant.ofEpochSecond(claims.path("exp").asLong()))
                .isBetween(Instant.now(), Instant.now().plusSeconds(24 * 3600));
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(P256.publicKey(Base64Url.bytes(String.valueOf(parts.get("k")))));
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64Url.bytes(token[2]))).as("signature").isTrue();
        return String.valueOf(parts.get("k"));
    }

    /** RFC 8291 §3.4 over RFC 8188 §2, from the receiver's side. */
    private static byte[] unseal(byte[] body, Browser browser) throws GeneralSecurityException {
        assertThat(body.length).isLessThanOrEqualTo(4096);
        var buffer = ByteBuffer.wrap(body);
        var salt = new byte[16];
        buffer.get(salt);
        assertThat(buffer.getInt()).as("record size").isGreaterThanOrEqualTo(18);
        var sender = new byte[buffer.get() & 0xff];
        buffer.get(sender);
        var sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(browser.keys().getPrivate());
        agreement.doPhase(P256.publicKey(sender), true);
        var receiver = P256.point((ECPublicKey) browser.keys().getPublic());
        var info = ByteBuffer.allocate(14 + 2 * P256.POINT)
                .put("WebPush: info\0".getBytes(StandardCharsets.US_ASCII))
                .put(receiver)
                .put(sender)
                .array();
        var input = expand(hmac(Base64Url.bytes(browser.secret()), agreement.generateSecret()), info, 32);
        var random = hmac(salt, input);
        var key = expand(random, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16);
        var nonce = expand(random, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        var padded = cipher.doFinal(sealed);
        var end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        assertThat(padded[end]).as("delimiter of the last record").isEqualTo((byte) 2);
        return Arrays.copyOf(padded, end);
    }

    private static byte[] expand(byte[] key, byte[] info, int length) throws GeneralSecurityException {
        return Arrays.copyOf(
                hmac(
                        key,
                        ByteBuffer.allocate(info.length + 1)
                                .put(info)
                                .put((byte) 1)
                                .array()),
                length);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
