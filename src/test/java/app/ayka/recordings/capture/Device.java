package app.ayka.recordings.capture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device that speaks the capture protocol with one recording's token, over real HTTP. */
final class Device {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String token;

    Device(int port, String recording, String token) {
        this("http://localhost:" + port, recording, token);
    }

    Device(String server, String recording, String token) {
        this.address = server + "/api/capture/v1/recordings/" + recording;
        this.token = token;
    }

    record Answer(int status, JsonNode body, String contentType) {

        String kind() {
            return body.path("type").asString("").replaceFirst("^urn:ayka:capture:", "");
        }
    }

    Answer send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        var response = exchange(request);
        var text = new String(response.body(), StandardCharsets.UTF_8);
        var type = response.headers().firstValue("Content-Type").orElse("");
        return new Answer(response.statusCode(), type.contains("json") ? JSON.readTree(text) : JSON.nullNode(), type);
    }

    Answer openTake(int take, long startOffsetMs) {
        return send(
                "PUT",
                "/takes/" + take,
                "{\"mimeType\":\"audio/webm;codecs=opus\",\"startOffsetMs\":" + startOffsetMs
                        + ",\"deviceClock\":\"2026-03-12T10:40:00Z\"}");
    }

    /** Declares chunks 0 to count - 1 of four seconds each, or those that are named. */
    Answer declare(int take, int... numbers) {
        var chunks = IntStream.of(numbers)
                .mapToObj(number ->
                        """
                        {"number":%d,"bytes":%d,"sha256":"%s","startMs":%d,"durationMs":4000}""".formatted(number, sound(take, number).length, sha256(sound(take, number)), number * 4000))
                .toList();
        return send("POST", "/takes/" + take + "/chunks", "{\"chunks\":[" + String.join(",", chunks) + "]}");
    }

    Answer acknowledge(int take, int... numbers) {
        return send(
                "POST",
                "/takes/" + take + "/chunks/ack",
                "{\"numbers\":" + IntStream.of(numbers).boxed().toList() + "}");
    }

    /** Declares, puts and acknowledges. */
    Answer store(int take, int... numbers) {
        for (var ticket : declare(take, numbers).body().path("chunks")) {
            if (ticket.path("state").asString().equals("upload")) {
                put(ticket, sound(take, ticket.path("number").asInt()));
            }
        }
        return acknowledge(take, numbers);
    }

    Answer seal(int chunks) {
        return seal("[{\"take\":0,\"chunks\":" + chunks + ",\"capturedMs\":" + chunks * 4000L + "}]", "");
    }

    Answer seal(String takes, String more) {
        return send("POST", "/seal", "{\"takes\":" + takes + more + "}");
    }

    /** Asks where to put a part of a file. */
    JsonNode part(int number, byte[] bytes) {
        return send(
                        "POST",
                        "/upload/parts",
                        "{\"parts\":[{\"number\":" + number + ",\"sha256\":\"" + sha256(bytes) + "\"}]}")
                .body()
                .path("parts")
                .get(0);
    }

    /** Puts bytes where a ticket says, with its headers. @return the store's status */
    int put(JsonNode ticket, byte[] bytes) {
        var request = HttpRequest.newBuilder(
                        URI.create(address).resolve(ticket.path("url").asString()))
                .PUT(BodyPublishers.ofByteArray(bytes));
        ticket.path("headers")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asString()));
        return exchange(request.build()).statusCode();
    }

    static byte[] sound(int take, int number) {
        return ("sound of take " + take + " chunk " + number + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Integer> numbers(JsonNode array) {
        return array.valueStream().map(JsonNode::asInt).toList();
    }

    static Map<String, String> header(String name, String value) {
        return Map.of(name, value);
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
