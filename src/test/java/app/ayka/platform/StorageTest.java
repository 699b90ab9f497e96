package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.base.storage.ObjectStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StorageTest {

    @TempDir
    static Path parent;

    private static final ApplicationContextRunner PROGRAM =
            new ApplicationContextRunner().withUserConfiguration(StorageConfiguration.class, SettingsOnly.class);

    private static DataFolder folder;
    private static EmbeddedStorage storage;

    @org.springframework.boot.context.properties.EnableConfigurationProperties(AykaSettings.class)
    static class SettingsOnly {}

    @BeforeAll
    static void start() {
        folder = DataFolder.hold(parent.resolve("data"));
        storage = EmbeddedStorage.start(folder, 0);
    }

    @AfterAll
    static void stop() throws Exception {
        storage.close();
        folder.close();
    }

    @Test
    void theStoreRefusesBytesThatWereNotAnnounced() {
        PROGRAM.withPropertyValues(settings(storage.secretKey(), "ayka")).run(context -> {
            var store = context.getBean(ObjectStore.class);
            var content = "five seconds of sound".getBytes(StandardCharsets.UTF_8);
            var signed =
                    store.signPut("u/1/chunk", content.length, sha256(content), "audio/webm", Duration.ofMinutes(1));

            var other = "five seconds of noise".getBytes(StandardCharsets.UTF_8);
            assertThat(put(signed.url(), signed.headers(), other)).isBetween(400, 499);
            assertThat(put(
                            signed.url(),
                            signed.headers(),
                            (new String(content, StandardCharsets.UTF_8) + "!").getBytes(StandardCharsets.UTF_8)))
                    .isBetween(400, 499);
            assertThat(store.head("u/1/chunk")).isEmpty();
            assertThat(put(signed.url(), signed.headers(), content)).isEqualTo(200);
            assertThat(store.head("u/1/chunk")).isPresent();
        });
    }

    @Test
    void theStoreRefusesAPartThatWasNotAnnounced() {
        PROGRAM.withPropertyValues(settings(storage.secretKey(), "ayka")).run(context -> {
            var store = context.getBean(ObjectStore.class);
            var content = "ten minutes of sound".getBytes(StandardCharsets.UTF_8);
            var upload = store.beginMultipart("u/1/file", "audio/webm");
            var signed = store.signPart("u/1/file", upload, 1, content.length, sha256(content), Duration.ofMinutes(1));

            assertThat(put(signed.url(), signed.headers(), "ten minutes of noise".getBytes(StandardCharsets.UTF_8)))
                    .as("other bytes")
                    .isBetween(400, 499);
            assertThat(put(signed.url(), Map.of(), content)).as("no checksum").isBetween(400, 499);
            assertThat(store.parts("u/1/file", upload)).isEmpty();
            assertThat(put(signed.url(), signed.headers(), content)).isEqualTo(200);
            assertThat(store.completeMultipart("u/1/file", upload)).isEqualTo(content.length);
            assertThat(store.open("u/1/file").orElseThrow().readAllBytes()).isEqualTo(content);
        });
    }

    @Test
    void whatWasBegunTwiceIsAborted() {
        PROGRAM.withPropertyValues(settings(storage.secretKey(), "ayka")).run(context -> {
            var store = context.getBean(ObjectStore.class);
            var content = "ten minutes of sound".getBytes(StandardCharsets.UTF_8);
            var begun = new LinkedHashMap<String, String>();
            for (var key : List.of("u/1/file", "u/1/file", "u/1/file2")) {
                var upload = store.beginMultipart(key, "audio/webm");
                var signed = store.signPart(key, upload, 1, content.length, sha256(content), Duration.ofMinutes(1));
                assertThat(put(signed.url(), signed.headers(), content)).isEqualTo(200);
                begun.put(upload, key);
            }

            store.abortMultiparts("u/1/file");

            var left = begun.entrySet().stream()
                    .filter(upload ->
                            !store.parts(upload.getValue(), upload.getKey()).isEmpty())
                    .map(Map.Entry::getValue);
            assertThat(left).containsExactly("u/1/file2");
        });
    }

    @Test
    void aPieceOfBytesThatWereReplacedIsNotGiven() {
        PROGRAM.withPropertyValues(settings(storage.secretKey(), "ayka")).run(context -> {
            var store = context.getBean(ObjectStore.class);
            store.put("u/1/played", "the first".getBytes(StandardCharsets.UTF_8), "audio/mp4");
            var etag = store.head("u/1/played").orElseThrow().etag();
            assertThat(store.open("u/1/played", 4, 8, etag).orElseThrow().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("first");
            store.put("u/1/played", "a second one".getBytes(StandardCharsets.UTF_8), "audio/mp4");
            assertThat(store.open("u/1/played", 4, 8, etag)).isEmpty();
        });
    }

    @Test
    void aWrongSecretIsNamed() {
        PROGRAM.withPropertyValues(settings("wrong", "ayka"))
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isNotNull()
                        .satisfies(root -> assertThat(line(context.getStartupFailure()))
                                .startsWith("ayka.storage.access-key: tried ")));
    }

    @Test
    void aStoreThatIsAwayIsNamed() {
        PROGRAM.withPropertyValues(
                        "ayka.storage.url=http://127.0.0.1:1", "ayka.storage.access-key=a", "ayka.storage.secret-key=b")
                .run(context -> assertThat(line(context.getStartupFailure()))
                        .startsWith("ayka.storage.url: tried http://127.0.0.1:1, bucket ayka"));
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        PROGRAM.withPropertyValues("ayka.storage.url=objects.example.org")
                .run(context -> assertThat(line(context.getStartupFailure()))
                        .startsWith("ayka.storage.url: tried \"objects.example.org\""));
    }

    @Test
    void aBucketNameThatTheStoreRefusesIsNamed() {
        PROGRAM.withPropertyValues(settings(storage.secretKey(), "no"))
                .run(context ->
                        assertThat(line(context.getStartupFailure())).startsWith("ayka.storage.bucket: tried "));
    }

    @Test
    void whatAKillCutOffWhileItWasWrittenIsNoObject() throws Exception {
        var killed = DataFolder.hold(parent.resolve("killed"));
        var recording = Files.createDirectories(killed.path().resolve("objects/ayka/u/" + UUID.randomUUID() + "/r"));
        var whole = Files.writeString(recording.resolve("pcm16k.flac"), "whole");
        Files.writeString(recording.resolve("pcm16k.flac-" + UUID.randomUUID()), "ha");
        EmbeddedStorage.start(killed, 0).close();
        try (var files = Files.list(recording)) {
            assertThat(files).containsExactly(whole);
        }
        killed.close();
    }

    @Test
    void theEmbeddedStoreKeepsItsPortAndNamesOneThatIsTaken() throws Exception {
        var other = DataFolder.hold(parent.resolve("other"));
        var first = EmbeddedStorage.start(other, 0);
        var endpoint = first.endpoint();
        first.close();
        var second = EmbeddedStorage.start(other, 0);
        assertThat(second.endpoint()).isEqualTo(endpoint);
        assertThatThrownBy(() -> EmbeddedStorage.start(folder, second.endpoint().getPort()))
                .isInstanceOf(UnusableSettingException.class)
                .hasMessageStartingWith("ayka.storage.embedded-port: tried ");
        second.close();
        other.close();
    }

    private static String[] settings(String secret, String bucket) {
        return new String[] {
            "ayka.storage.url=" + storage.endpoint(),
            "ayka.storage.access-key=" + EmbeddedStorage.ACCESS_KEY,
            "ayka.storage.secret-key=" + secret,
            "ayka.storage.bucket=" + bucket
        };
    }

    private static String line(@org.jspecify.annotations.Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnusableSettingException setting) {
                return String.valueOf(setting.getMessage());
            }
        }
        return "no setting is named in " + failure;
    }

    private static int put(URI url, Map<String, String> headers, byte[] content) throws Exception {
        var request = HttpRequest.newBuilder(url).PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        headers.forEach(request::header);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
