package app.ayka.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenAI-compatible transcription server on loopback that knows one conversation: it finds the sound it is sent in
 * that conversation's and answers with the words spoken there, or says what is wrong with the request. It can be told to
 * fail first.
 */
public final class TranscriptionServer implements AutoCloseable {

    /** What it lets in. */
    public static final String KEY = "sk-test-1234";

    /** The one model it has. */
    public static final String MODEL = "whisper-1";

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private final HttpServer server;
    private final SpokenConversation conversation;
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final JsonMapper json = JsonMapper.shared();

    /** How a request can end other than as it should. */
    public sealed interface Failure {

        /** An error status; {@code retryAfter} as the header says it, empty for none. */
        record Status(int code, String retryAfter) implements Failure {}

        /** No word until the server is closed. */
        record Silence() implements Failure {}

        /** The connection breaks in the middle of the answer. */
        record Cut() implements Failure {}

        /** Status 200 and this body. */
        record Answer(String body) implements Failure {}
    }

    private TranscriptionServer(HttpServer server, SpokenConversation conversation) {
        this.server = server;
        this.conversation = conversation;
    }

    /** @param wav 16 kHz mono 16 bit; {@code script} the conversation with its utterances and times */
    public static TranscriptionServer of(Path wav, Path script) {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var server = new TranscriptionServer(http, SpokenConversation.of(wav, script));
            http.createContext("/v1/audio/transcriptions", server::answer);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("the transcription server did not start", e);
        }
    }

    /** The base URL as an OpenAI client wants it, ending in {@code /v1}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** The next requests fail so, in order. */
    public void failWith(Failure... next) {
        failures.addAll(List.of(next));
    }

    /** The next requests fail with these status codes, in order. */
    public void failWith(Integer... statusCodes) {
        for (var code : statusCodes) {
            failWith(new Failure.Status(code, ""));
        }
    }

    public int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            var body = exchange.getRequestBody().readAllBytes();
            switch (failures.poll()) {
                case null -> transcribe(exchange, body);
                case Failure.Status status -> {
                    if (!status.retryAfter().isEmpty()) {
                        exchange.getResponseHeaders().set("Retry-After", status.retryAfter());
                    }
                    refuse(exchange, status.code(), "told to fail");
                }
                case Failure.Silence silence -> closed.await();
                case Failure.Cut cut -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write("{\"text\": \"Hey, so".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                }
                case Failure.Answer answer -> send(exchange, 200, answer.body().getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void transcribe(HttpExchange exchange, byte[] body) throws IOException {
        var headers = exchange.getRequestHeaders();
        if (!exchange.getRequestURI().getPath().equals("/v1/audio/transcriptions")) {
            refuse(exchange, 404, "there is nothing at this address");
        } else if (!exchange.getRequestMethod().equals("POST")) {
            refuse(exchange, 405, "POST a form");
        } else if (!("Bearer " + KEY).equals(headers.getFirst("Authorization"))) {
            refuse(exchange, 401, "Incorrect API key provided");
        } else {
            try {
                var form = FormParts.of(String.valueOf(headers.getFirst("Content-Type")), body);
                if (!form.field("model").orElse("").equals(MODEL)) {
                    refuse(exchange, 404, "there is no such model");
                } else {
                    send(exchange, 200, json.writeValueAsBytes(transcription(form)));
                }
            } catch (IllegalArgumentException e) {
                refuse(exchange, 400, String.valueOf(e.getMessage()));
            }
        }
    }

    private Map<String, Object> transcription(FormParts form) {
        var language = form.field("language").orElse("en");
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException("no language: " + language);
        }
        var samples = SpokenConversation.samples(
                form.file("file").orElseThrow(() -> new IllegalArgumentException("no file in the form")));
        var known = conversation.transcription(
                samples, form.fields("timestamp_granularities[]").contains("word"));
        return switch (form.field("response_format").orElse("json")) {
            case "verbose_json" -> known;
            case "json" -> Map.of("text", known.getOrDefault("text", ""));
            default -> throw new IllegalArgumentException("no such format");
        };
    }

    private void refuse(HttpExchange exchange, int status, String why) throws IOException {
        send(
                exchange,
                status,
                json.writeValueAsBytes(Map.of("error", Map.of("message", why, "type", "invalid_request_error"))));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
