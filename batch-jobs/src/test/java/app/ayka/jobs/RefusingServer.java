package app.ayka.jobs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A transcription server that hears the same words in everything, and refuses as many requests as it is told to. */
final class RefusingServer implements AutoCloseable {

    private static final String WORDS = """
            {"language": "english", "text": "Ask not.", "segments": [
              {"start": 0.0, "end": 4.0, "text": "Ask not.", "avg_logprob": -0.1, "no_speech_prob": 0.01}]}""";

    private final HttpServer server;
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    RefusingServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("the transcription server did not start", e);
        }
        server.createContext("/v1/audio/transcriptions", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                requests.incrementAndGet();
                var refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                var body = (refused ? "{}" : WORDS).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    void refuse(int next) {
        refusals.set(next);
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
