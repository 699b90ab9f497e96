package app.ayka.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenAI-compatible transcription server on loopback that knows one conversation: it finds the samples it is sent in
 * that conversation's sound and answers with the words spoken there. It can be told to fail first.
 */
public final class TranscriptionServer implements AutoCloseable {

    private static final int PROBE = 2400; // samples compared; 150 ms never occur twice in speech

    private final HttpServer server;
    private final short[] sound;
    private final JsonNode conversation;
    private final ConcurrentLinkedQueue<Integer> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final JsonMapper json = JsonMapper.shared();

    private TranscriptionServer(HttpServer server, short[] sound, JsonNode conversation) {
        this.server = server;
        this.sound = sound;
        this.conversation = conversation;
    }

    /** @param wav 16 kHz mono 16 bit; {@code script} the conversation with its utterances and times */
    public static TranscriptionServer of(Path wav, Path script) {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var server = new TranscriptionServer(
                    http, samples(Files.readAllBytes(wav)), JsonMapper.shared().readTree(Files.readString(script)));
            http.createContext("/v1/audio/transcriptions", server::transcribe);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.start();
            return server;
        } catch (IOException | UnsupportedAudioFileException e) {
            throw new IllegalStateException("the transcription server did not start", e);
        }
    }

    /** The base URL as an OpenAI client wants it, ending in {@code /v1}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** The next requests fail with these status codes, in order. */
    public void failWith(Integer... statusCodes) {
        failures.addAll(List.of(statusCodes));
    }

    public int requests() {
        return requests.get();
    }

    private void transcribe(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var body = exchange.getRequestBody().readAllBytes();
        var failure = failures.poll();
        if (failure != null) {
            answer(exchange, failure, Map.of("error", Map.of("message", "told to fail", "type", "server_error")));
            return;
        }
        try {
            answer(exchange, 200, transcription(samples(file(body))));
        } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
            answer(exchange, 400, Map.of("error", Map.of("message", String.valueOf(e.getMessage()))));
        }
    }

    private Map<String, Object> transcription(short[] heard) {
        var shift = shift(heard);
        var from = shift / 16_000.0;
        var to = (shift + heard.length) / 16_000.0;
        var segments = new ArrayList<Map<String, Object>>();
        var words = new ArrayList<Map<String, Object>>();
        var text = new StringBuilder();
        for (var utterance : conversation.get("utterances")) {
            var start = utterance.get("start").asDouble();
            var end = utterance.get("end").asDouble();
            var spoken = utterance.get("text").asString().split(" ");
            var said = new StringBuilder();
            var first = -1.0;
            var last = -1.0;
            for (int i = 0; i < spoken.length; i++) {
                var wordStart = start + (end - start) * i / spoken.length;
                var wordEnd = start + (end - start) * (i + 1) / spoken.length;
                var middle = (wordStart + wordEnd) / 2;
                if (middle >= from && middle < to) {
                    var s = Math.max(0, wordStart - from);
                    var e = Math.min(to - from, wordEnd - from);
                    words.add(Map.of("word", spoken[i], "start", s, "end", e));
                    said.append(said.isEmpty() ? "" : " ").append(spoken[i]);
                    first = first < 0 ? s : first;
                    last = e;
                }
            }
            if (!said.isEmpty()) {
                segments.add(Map.of(
                        "id",
                        segments.size(),
                        "start",
                        first,
                        "end",
                        last,
                        "text",
                        " " + said,
                        "avg_logprob",
                        -0.1,
                        "no_speech_prob",
                        0.01,
                        "compression_ratio",
                        1.2,
                        "temperature",
                        0));
                text.append(text.isEmpty() ? "" : " ").append(said);
            }
        }
        return Map.of(
                "task",
                "transcribe",
                "language",
                "english",
                "duration",
                heard.length / 16_000.0,
                "text",
                text.toString(),
                "segments",
                segments,
                "words",
                words);
    }

    private int shift(short[] heard) {
        var loud = 0;
        while (loud < heard.length - PROBE && Math.abs(heard[loud]) < 2000) {
            loud++;
        }
        for (int at = 0; at + PROBE < sound.length; at++) {
            var same = 0;
            while (same < PROBE && Math.abs(sound[at + same] - heard[loud + same]) <= 2) {
                same++;
            }
            if (same == PROBE) {
                return at - loud;
            }
        }
        throw new IllegalArgumentException("this sound is not part of the conversation");
    }

    private static byte[] file(byte[] multipart) {
        var text = new String(multipart, StandardCharsets.ISO_8859_1);
        var riff = text.indexOf("RIFF");
        if (riff < 0) {
            throw new IllegalArgumentException("no wav file in the request");
        }
        var size = (multipart[riff + 4] & 0xff)
                | (multipart[riff + 5] & 0xff) << 8
                | (multipart[riff + 6] & 0xff) << 16
                | (multipart[riff + 7] & 0xff) << 24;
        return java.util.Arrays.copyOfRange(multipart, riff, Math.min(multipart.length, riff + 8 + size));
    }

    private static short[] samples(byte[] wav) throws IOException, UnsupportedAudioFileException {
        try (var stream = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            var bytes = stream.readAllBytes();
            var samples = new short[bytes.length / 2];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8);
            }
            return samples;
        }
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        try (exchange) {
            var bytes = json.writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (status == 429) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
