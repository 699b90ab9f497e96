package app.ayka.recordings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.testing.HttpsInstallation;
import app.ayka.testing.TestUsers;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A phone in the same network, which cannot reach the embedded store itself. */
@HttpsInstallation
class ObjectDoorTest {

    private static final int PART = 8 * 1024 * 1024;

    @Autowired
    CaptureGrants grants;

    @Autowired
    ObjectStore store;

    @Autowired
    TestUsers users;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private UserId anna;
    private RecordingId recording;
    private String server;

    @BeforeEach
    void aPhone() throws IOException {
        anna = users.register("Anna");
        recording = RecordingId.random();
        server = "http://" + addressInTheNetwork() + ":" + port;
    }

    @Test
    void chunksArriveFromAnotherMachine() {
        var phone = phone(RecordingSource.CAPTURE);
        phone.openTake(0, 0);
        assertThat(phone.declare(0, 0, 1)
                        .body()
                        .path("chunks")
                        .get(0)
                        .path("url")
                        .asString())
                .startsWith("/objects/ayka/u/" + anna + "/r/" + recording);
        assertThat(Device.numbers(phone.store(0, 0, 1).body().path("stored"))).containsExactly(0, 1);
        assertThat(phone.seal(2).status()).isEqualTo(200);
    }

    @Test
    void aFileInPartsArrivesWholeFromAnotherMachine() throws Exception {
        var phone = phone(RecordingSource.UPLOAD);
        var file = new byte[PART + 70_000];
        new Random(5).nextBytes(file);
        phone.send(
                "PUT",
                "/upload",
                "{\"fileName\":\"a.wav\",\"contentType\":\"text/html\",\"bytes\":" + file.length + "}");
        var first = Arrays.copyOf(file, PART);
        var second = Arrays.copyOfRange(file, PART, file.length);
        var ticket = phone.part(1, first);
        first[17]++;
        assertThat(phone.put(ticket, first)).as("a damaged part").isBetween(400, 499);
        first[17]--;
        assertThat(phone.put(ticket, first)).isEqualTo(200);
        assertThat(phone.put(phone.part(2, second), second)).isEqualTo(200);
        assertThat(phone.send("POST", "/upload/complete", "{}").status()).isEqualTo(200);
        assertThat(store.open(ObjectKeys.take(anna, recording.value(), 0, "wav"))
                        .orElseThrow()
                        .readAllBytes())
                .isEqualTo(file);
    }

    @Test
    void soundIsHeardInPiecesAndIsNoPage() throws Exception {
        var key = put("play.m4a", "the whole sound");
        var address = store.signGet(key, Duration.ofMinutes(1));
        var piece = ask("GET", address.toString(), Map.of("Range", "bytes=4-8"), "");
        assertThat(piece.statusCode()).isEqualTo(206);
        assertThat(piece.body()).isEqualTo("whole");
        assertThat(piece.headers().firstValue("Content-Range")).contains("bytes 4-8/15");
        assertThat(piece.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        assertThat(piece.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(piece.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(piece.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(ask("HEAD", address.toString(), Map.of(), "").statusCode()).isIn(200, 403); // a GET is signed
    }

    @Test
    void withoutTheRightSignatureTheDoorStaysShut() throws Exception {
        var key = put("play.m4a", "annas sound");
        var signed = store.signGet(key, Duration.ofMinutes(1)).toString();
        var other = put("peaks.bin", "annas peaks");
        var shut = Map.of(
                "no signature", "/objects/ayka/" + key,
                "an empty one", signed.replaceAll("X-Amz-Signature=[0-9a-f]+", "X-Amz-Signature="),
                "an invented one", signed.replaceAll("X-Amz-Signature=[0-9a-f]+", "X-Amz-Signature=" + "a".repeat(64)),
                "one for another object", signed.replace(key, other),
                "a longer life", signed.replaceAll("X-Amz-Expires=\\d+", "X-Amz-Expires=604800"),
                "no object", signed.replaceAll("/objects/ayka/[^?]+", "/objects/ayka/"),
                "another bucket", signed.replace("/objects/ayka/", "/objects/other/"));
        for (var attempt : shut.entrySet()) {
            var answer = ask("GET", attempt.getValue(), Map.of(), "");
            assertThat(answer.statusCode()).as(attempt.getKey()).isIn(400, 403, 404);
            assertThat(answer.body()).as(attempt.getKey()).doesNotContain("annas", "<Key>");
        }
        for (var method : new String[] {"DELETE", "POST", "OPTIONS", "PATCH"}) {
            assertThat(ask(method, signed, Map.of(), "").statusCode())
                    .as(method)
                    .isIn(403, 405);
        }
        assertThat(ask("PUT", signed, Map.of(), "bens sound").statusCode()).isEqualTo(403);
        assertThat(new String(store.open(key).orElseThrow().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("annas sound");
    }

    @Test
    void aHeaderThatNobodySignedDoesNotGetThrough() throws Exception {
        var secret = put("play.m4a", "annas sound");
        var bytes = "bens sound".getBytes(StandardCharsets.UTF_8);
        var ben = users.register("Ben");
        var bens = ObjectKeys.chunk(ben, recording.value(), 0, 0);
        var ticket = store.signPut(bens, bytes.length, Device.sha256(bytes), "audio/webm", Duration.ofMinutes(1));
        var headers = new java.util.LinkedHashMap<>(ticket.headers());
        headers.put("x-amz-copy-source", "/ayka/" + secret);
        headers.put("x-amz-acl", "public-read");
        var answer = ask("PUT", ticket.url().toString(), headers, "bens sound");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(store.open(bens).orElseThrow().readAllBytes()).isEqualTo(bytes);
    }

    private String put(String name, String content) {
        var key = ObjectKeys.recording(anna, recording.value()) + name;
        store.put(key, content.getBytes(StandardCharsets.UTF_8), "text/html");
        return key;
    }

    private Device phone(RecordingSource source) {
        var draft =
                new CaptureDraft(recording, source, "talk", Instant.parse("2026-03-12T10:40:00Z"), ConsentNote.NONE);
        var access = ActingUser.call(anna, () -> grants.open(draft).orElseThrow());
        return new Device(server, recording.toString(), access.token());
    }

    private HttpResponse<String> ask(String method, String path, Map<String, String> headers, String body)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server).resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** An address of this machine that is not the loopback's; that one when there is none. */
    private static String addressInTheNetwork() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(java.net.InetAddress::getHostAddress)
                .findFirst()
                .orElse("127.0.0.1");
    }
}
