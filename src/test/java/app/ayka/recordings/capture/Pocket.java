package app.ayka.recordings.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device that is, or wants to be, connected: over real HTTP, from a network address of its own. */
final class Pocket {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger POCKETS = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String network;
    private @Nullable String token;

    Pocket(int port) {
        address = "http://localhost:" + port + "/api/capture/v1";
        network = "198.51." + POCKETS.incrementAndGet() / 250 + "." + POCKETS.get() % 250;
    }

    record Answer(int status, JsonNode body, HttpResponse<String> whole) {

        String kind() {
            return body.path("type").asString("").replaceFirst("^urn:ayka:capture:", "");
        }

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    Pocket with(@Nullable String bearer) {
        token = bearer;
        return this;
    }

    Answer begin(String name) {
        return send("POST", "/devices", "{\"name\":" + JSON.writeValueAsString(name) + ",\"back\":\"page\"}");
    }

    Answer collect(String deviceCode) {
        return send("POST", "/devices/token", "{\"deviceCode\":" + JSON.writeValueAsString(deviceCode) + "}");
    }

    Answer grant(String recording) {
        return send("POST", "/grants", """
                {"recording":"%s","source":"CAPTURE","title":"On the train","recordedAt":"2026-03-12T10:40:00Z",
                 "consent":{"agreed":true,"people":"Ben"}}""".formatted(recording));
    }

    Answer send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("X-Forwarded-For", network)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            var json = response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : JSON.nullNode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
