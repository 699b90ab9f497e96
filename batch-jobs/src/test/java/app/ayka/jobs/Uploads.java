package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import app.ayka.recordings.capture.CaptureDraft;
import app.ayka.recordings.capture.CaptureGrants;
import app.ayka.recordings.capture.ConsentNote;
import app.ayka.testing.TestUsers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uploads files as a page does: over HTTP, part after part, straight into the object store. */
@TestComponent
class Uploads {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final CaptureGrants grants;
    private final Runs runs;
    private final TestUsers users;
    private final Environment environment;

    Uploads(CaptureGrants grants, Runs runs, TestUsers users, Environment environment) {
        this.grants = grants;
        this.runs = runs;
        this.users = users;
        this.environment = environment;
    }

    /** A recording that waits for its file. */
    final class Door {
        private final UserId owner;
        private final RecordingId recording = RecordingId.random();
        private final String address;
        private final String token;

        private Door(UserId owner, RecordingSource source) {
            this.owner = owner;
            var draft = new CaptureDraft(
                    recording, source, "Hallway", Instant.parse("2026-03-12T10:40:00Z"), ConsentNote.NONE);
            var access = ActingUser.call(owner, () -> grants.open(draft).orElseThrow());
            token = access.token();
            address = "http://localhost:" + environment.getProperty("local.server.port") + "/api/capture/v1/recordings/"
                    + recording;
        }

        HttpResponse<String> announce(Path file) throws IOException {
            return send("PUT", "/upload", """
                    {"fileName":"%s","contentType":"application/octet-stream","bytes":%d}""".formatted(file.getFileName(), Files.size(file)));
        }

        RunId send(Path file) throws IOException {
            var plan = JSON.readTree(announce(file).body());
            var partBytes = plan.path("partBytes").asLong();
            var bytes = Files.readAllBytes(file);
            for (int number = 1; number <= plan.path("parts").asInt(); number++) {
                var from = (int) ((number - 1) * partBytes);
                var part = Arrays.copyOfRange(bytes, from, (int) Math.min(from + partBytes, bytes.length));
                var asked = send("POST", "/upload/parts", """
                        {"parts":[{"number":%d,"sha256":"%s"}]}""".formatted(number, sha256(part)));
                put(JSON.readTree(asked.body()).path("parts").get(0), part);
            }
            expect(200, send("POST", "/upload/complete", "{}"));
            return ActingUser.call(owner, () -> runs.ofRecording(recording))
                    .getFirst()
                    .id();
        }

        /** One chunk of four seconds of take 0. */
        void sendChunk(int number, byte[] sound) {
            send(
                    "PUT",
                    "/takes/0",
                    "{\"mimeType\":\"audio/webm\",\"startOffsetMs\":0,\"deviceClock\":\"2026-03-12T10:40:00Z\"}");
            var declared =
                    send("POST", "/takes/0/chunks", """
                    {"chunks":[{"number":%d,"bytes":%d,"sha256":"%s","startMs":%d,"durationMs":4000}]}""".formatted(number, sound.length, sha256(sound), number * 4000));
            put(JSON.readTree(declared.body()).path("chunks").get(0), sound);
            expect(200, send("POST", "/takes/0/chunks/ack", "{\"numbers\":[" + number + "]}"));
        }

        RecordingId recording() {
            return recording;
        }

        /** As if all that has happened had happened so much earlier. */
        void longAgo(Duration ago) {
            var schema = users.schema();
            for (var moment : List.of(
                    "recording.created_at where id",
                    "chunk.stored_at where recording_id",
                    "file_upload.created_at where recording_id",
                    "capture_token.created_at where recording_id")) {
                var words = moment.split("[. ]");
                schema.sql("update %1$s set %2$s = %2$s - make_interval(secs => ?) where %3$s = ?"
                                .formatted(words[0], words[1], words[3]))
                        .params(ago.toSeconds(), recording.value())
                        .update();
            }
        }

        private HttpResponse<String> send(String method, String path, String body) {
            return exchange(HttpRequest.newBuilder(URI.create(address + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body))
                    .build());
        }
    }

    /** For a file. */
    Door of(UserId owner) {
        return new Door(owner, RecordingSource.UPLOAD);
    }

    /** For what a device records. */
    Door ofDevice(UserId owner) {
        return new Door(owner, RecordingSource.CAPTURE);
    }

    private void put(JsonNode ticket, byte[] bytes) {
        var put = HttpRequest.newBuilder(URI.create(ticket.path("url").asString()))
                .PUT(BodyPublishers.ofByteArray(bytes));
        ticket.path("headers")
                .properties()
                .forEach(header -> put.header(header.getKey(), header.getValue().asString()));
        expect(200, exchange(put.build()));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(
                    answer.uri().getPath() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
