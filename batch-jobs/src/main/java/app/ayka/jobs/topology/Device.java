package app.ayka.jobs.topology;

import app.ayka.recordings.capture.CaptureAccess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings sound in as docs/capture-protocol.md says: repeats whatever was not answered, asks for a fresh address when the
 * store does not take a piece, and never gives up.
 */
final class Device {

    private static final Logger log = LoggerFactory.getLogger(Device.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration AGAIN = Duration.ofMillis(700);
    private static final int ANSWER_MS = 20_000;
    private static final int CHUNK_MS = 5_000;
    private static final int CHUNK_BYTES = 160_000;

    /** As the protocol has it: the device does not repeat what is wrong in itself. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private final Supplier<URI> server;
    private final AtomicInteger repeated = new AtomicInteger();

    Device(Supplier<URI> server) {
        this.server = server;
    }

    /** How many requests had to be repeated. */
    int repeated() {
        return repeated.get();
    }

    /** In chunks, as a recorder does. */
    void capture(CaptureAccess access, byte[] sound, String clock) throws IOException, InterruptedException {
        ask("PUT", access, "/takes/0", Map.of("mimeType", "audio/webm", "startOffsetMs", 0, "deviceClock", clock));
        var chunks = new ArrayList<byte[]>();
        for (int at = 0; at < sound.length; at += CHUNK_BYTES) {
            chunks.add(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + CHUNK_BYTES)));
        }
        for (int number = 0; number < chunks.size(); number++) {
            chunk(access, number, chunks.get(number));
        }
        var lengthMs = (long) chunks.size() * CHUNK_MS;
        ask(
                "POST",
                access,
                "/seal",
                Map.of("takes", List.of(Map.of("take", 0, "chunks", chunks.size(), "capturedMs", lengthMs))));
    }

    private void chunk(CaptureAccess access, int number, byte[] bytes) throws IOException, InterruptedException {
        var declaration = Map.of(
                "chunks",
                List.of(Map.of(
                        "number",
                        number,
                        "bytes",
                        bytes.length,
                        "sha256",
                        sha256(bytes),
                        "startMs",
                        (long) number * CHUNK_MS,
                        "durationMs",
                        CHUNK_MS)));
        for (; ; Patience.pass(AGAIN)) {
            var ticket = ask("POST", access, "/takes/0/chunks", declaration)
                    .path("chunks")
                    .get(0);
            if (ticket.path("state").asString().equals("upload") && !sent(ticket, bytes)) {
                continue;
            }
            var seen = ask("POST", access, "/takes/0/chunks/ack", Map.of("numbers", List.of(number)));
            if (seen.path("stored").size() == 1) {
                return;
            }
        }
    }

    /** As one file. */
    void upload(CaptureAccess access, byte[] file, String name) throws IOException, InterruptedException {
        var opening =
                Map.of("fileName", name, "contentType", "audio/wav", "bytes", file.length, "sha256", sha256(file));
        for (; ; Patience.pass(AGAIN)) {
            var plan = ask("PUT", access, "/upload", opening);
            var partBytes = plan.path("partBytes").asInt();
            var stored = new ArrayList<Integer>();
            plan.path("stored").forEach(number -> stored.add(number.asInt()));
            for (int number = 1; number <= plan.path("parts").asInt(); number++) {
                if (!stored.contains(number)) {
                    var from = (number - 1) * partBytes;
                    part(access, number, Arrays.copyOfRange(file, from, Math.min(file.length, from + partBytes)));
                }
            }
            try {
                ask("POST", access, "/upload/complete", Map.of());
                return;
            } catch (Refused e) {
                if (!String.valueOf(e.getMessage()).contains("parts-missing")) {
                    throw e;
                }
            }
        }
    }

    private void part(CaptureAccess access, int number, byte[] bytes) throws IOException, InterruptedException {
        var wanted = Map.of("parts", List.of(Map.of("number", number, "sha256", sha256(bytes))));
        for (; ; Patience.pass(AGAIN)) {
            if (sent(ask("POST", access, "/upload/parts", wanted).path("parts").get(0), bytes)) {
                return;
            }
        }
    }

    /** Into the store, at the address that was given. @return false when another address is needed */
    private boolean sent(JsonNode ticket, byte[] bytes) {
        try {
            var address = server.get().resolve(ticket.path("url").asString());
            var connection = open("PUT", address);
            ticket.path("headers")
                    .properties()
                    .forEach(header -> connection.setRequestProperty(
                            header.getKey(), header.getValue().asString()));
            connection.setFixedLengthStreamingMode(bytes.length);
            try (var out = connection.getOutputStream()) {
                out.write(bytes);
            }
            if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
                return true;
            }
            log.debug("the store answered {}", connection.getResponseCode());
        } catch (IOException e) {
            log.debug("the store did not take a piece: {}", e.getMessage());
        }
        repeated.incrementAndGet();
        return false;
    }

    /** Until there is an answer. @throws Refused when it is one that repeating does not change */
    private JsonNode ask(String method, CaptureAccess access, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        var bytes = JSON.writeValueAsBytes(new LinkedHashMap<>(body));
        for (; ; Patience.pass(AGAIN)) {
            try {
                var connection =
                        open(method, server.get().resolve(access.base() + "/recordings/" + access.recording() + path));
                connection.setRequestProperty("Authorization", "Bearer " + access.token());
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setFixedLengthStreamingMode(bytes.length);
                try (var out = connection.getOutputStream()) {
                    out.write(bytes);
                }
                var status = connection.getResponseCode();
                if (status / 100 == 2) {
                    try (var answer = connection.getInputStream()) {
                        var text = answer.readAllBytes();
                        return JSON.readTree(text.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : text);
                    }
                }
                if (status / 100 == 4 && status != 429) {
                    throw refused(connection, method + " " + path, status);
                }
            } catch (Refused e) {
                throw e;
            } catch (IOException e) {
                log.debug("no answer to {} {}: {}", method, path, e.getMessage());
            }
            repeated.incrementAndGet();
        }
    }

    private static Refused refused(HttpURLConnection connection, String what, int status) throws IOException {
        try (var why = connection.getErrorStream()) {
            var words = why == null ? "" : new String(why.readAllBytes(), StandardCharsets.UTF_8);
            return new Refused(what + " was refused with " + status + " " + words);
        }
    }

    private static HttpURLConnection open(String method, URI address) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(ANSWER_MS);
        connection.setReadTimeout(ANSWER_MS);
        connection.setDoOutput(true);
        return connection;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
