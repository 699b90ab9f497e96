package app.ayka.recordings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.SameSounds;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import app.ayka.testing.Together;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@AykaTest
class FileUploadTest {

    private static final int PART = 8 * 1024 * 1024;

    @LocalServerPort
    int port;

    @Autowired
    CaptureGrants grants;

    @Autowired
    Recordings recordings;

    @Autowired
    ObjectStore store;

    @Autowired
    UnfinishedUploads unfinished;

    @Autowired
    SameSounds sameSounds;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    TestUsers users;

    UserId anna;
    RecordingId recording;
    Device device;
    byte[] file;

    @BeforeEach
    void openARecording() {
        anna = users.register("Anna");
        recording = RecordingId.random();
        device = aDevice(anna, recording);
        file = new byte[PART + 1000];
        new Random(1).nextBytes(file);
    }

    @Test
    void partsBecomeOneObjectAndTheRecordingIsSealed() {
        var plan = announce(file.length).body();
        assertThat(plan.path("parts").asInt()).isEqualTo(2);
        send(1);
        assertThat(announce(file.length).body().path("stored").toString())
                .as("an upload goes on where it was")
                .isEqualTo("[1]");
        assertThat(device.send("POST", "/upload/complete", "{}").kind()).isEqualTo("parts-missing");
        send(2);

        assertThat(device.send("POST", "/upload/complete", "{}").status()).isEqualTo(200);
        assertThat(device.send("POST", "/upload/complete", "{}").status())
                .as("repeated")
                .isEqualTo(200);

        ActingUser.run(anna, () -> {
            var details = recordings.details(recording).orElseThrow();
            assertThat(details.state()).isEqualTo(RecordingState.SEALED);
            assertThat(details.runs()).hasSize(1);
            var take = details.takes().getFirst();
            assertThat(take.sizeBytes()).isEqualTo(file.length);
            var key = java.util.Objects.requireNonNull(take.objectKey());
            assertThat(key).endsWith("/takes/0.m4a");
            assertThat(store.open(key).map(ChunkIntake::sha256)).contains(Device.sha256(file));
        });
    }

    @Test
    void aPartOfAnotherLengthOrOtherBytesIsRefusedByTheStore() {
        announce(file.length);
        var ticket = device.part(2, new byte[1000]);
        assertThat(device.put(ticket, new byte[999])).isBetween(400, 499);
        assertThat(device.put(ticket, new byte[1001])).isBetween(400, 499);
        var damaged = new byte[1000];
        damaged[500] = 1;
        assertThat(device.put(ticket, damaged)).isBetween(400, 499);
        assertThat(announce(file.length).body().path("stored").toString()).isEqualTo("[]");
        assertThat(device.put(ticket, new byte[1000])).isEqualTo(200);
        assertThat(announce(file.length).body().path("stored").toString()).isEqualTo("[2]");
    }

    @Test
    void aPartWithoutAChecksumIsRefusedInWords() {
        announce(file.length);
        var answer = device.send("POST", "/upload/parts", "{\"parts\":[{\"number\":1}]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("detail").asString()).contains("sha256");
    }

    @Test
    void finishingTwiceAtOnceMakesOneRecordingAndOneRun() throws Exception {
        announce(file.length);
        send(1);
        send(2);
        var finishes = Together.all(4, i -> device.send("POST", "/upload/complete", "{}"));
        assertThat(finishes).extracting(Device.Answer::status).containsOnly(200);
        ActingUser.run(anna, () -> {
            var details = recordings.details(recording).orElseThrow();
            assertThat(details.runs()).hasSize(1);
            assertThat(details.takes()).hasSize(1);
            assertThat(store.open(ObjectKeys.take(anna, recording.value(), 0, "m4a"))
                            .map(ChunkIntake::sha256))
                    .contains(Device.sha256(file));
        });
    }

    @Test
    void stoppingThrowsAwayWhatHadArrived() {
        announce(file.length);
        send(1);
        assertThat(device.send("DELETE", "/upload", "").status()).isEqualTo(204);
        assertThat(device.send("DELETE", "/upload", "").status()).isEqualTo(204);
        assertThat(ActingUser.call(anna, () -> recordings.find(recording))).isEmpty();
        assertThat(device.send("POST", "/upload/complete", "{}").status()).isEqualTo(410);
        assertThat(store.list("u/" + anna + "/")).isEmpty();
    }

    @Test
    void aFileOverTheLimitIsRefusedInWords() {
        var answer = announce(3L * 1024 * 1024 * 1024);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body().path("detail").asString()).contains("2048 MB");
    }

    @Test
    void aDeviceAsksHowFarItsFileIsAndWhatOfItIsThere() {
        assertThat(device.send("GET", "/upload", "").kind()).isEqualTo("no-upload");
        announce(file.length);
        send(2);
        var state = device.send("GET", "/upload", "").body();
        assertThat(state.path("fileName").asString()).isEqualTo("Talk.M4A");
        assertThat(state.path("bytes").asLong()).isEqualTo(file.length);
        assertThat(state.path("stored").toString()).isEqualTo("[2]");
        assertThat(state.path("checksums").toString())
                .isEqualTo("{\"2\":\"" + Device.sha256(Arrays.copyOfRange(file, PART, file.length)) + "\"}");
        assertThat(ActingUser.call(anna, unfinished::list))
                .containsExactly(new UnfinishedUploads.Unfinished(
                        recording, "Talk.M4A", "audio/mp4", file.length, file.length - PART));
        assertThat(ActingUser.call(users.register("Ben"), unfinished::list)).isEmpty();
    }

    @Test
    void whatHasArrivedIsNotReplacedByAFileThatChanged() {
        announce(file.length);
        send(2);
        var changed = new byte[1000];
        var answer = device.send(
                "POST", "/upload/parts", "{\"parts\":[{\"number\":2,\"sha256\":\"" + Device.sha256(changed) + "\"}]}");
        assertThat(answer.kind()).isEqualTo("file-changed");

        device.part(1, new byte[PART]); // announced, never sent: then it may change
        send(1);
        assertThat(device.send("POST", "/upload/complete", "{}").status()).isEqualTo(200);
    }

    @Test
    void aStoreThatForgotThePartsIsSentThemAgain() {
        announce(file.length);
        send(1);
        send(2);
        store.deleteBelow("u/" + anna + "/");
        assertThat(device.send("POST", "/upload/complete", "{}").kind()).isEqualTo("parts-missing");
        ActingUser.run(
                anna,
                () -> transaction.executeWithoutResult(
                        status -> jdbc.sql("update file_upload set heard_at = heard_at - interval '3 days'")
                                .update()));

        assertThat(announce(file.length).body().path("stored").toString()).isEqualTo("[]");
        send(1);
        send(2);
        assertThat(device.send("POST", "/upload/complete", "{}").status()).isEqualTo(200);
    }

    @Test
    void aFileThatIsThereIsKnownToItsOwnerAlone() {
        assertThat(known(device, file).status()).isEqualTo(204);
        assertThat(announce(file.length, Device.sha256(file)).status()).isEqualTo(200);
        send(1);
        send(2);
        assertThat(known(device, file).status()).as("on its way").isEqualTo(204);
        device.send("POST", "/upload/complete", "{}");

        var again = aDevice(anna, RecordingId.random());
        var answer = known(again, file);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("recording").asString()).isEqualTo(recording.toString());
        assertThat(answer.body().path("title").asString()).isEqualTo("talk");
        assertThat(known(again, new byte[] {1}).status()).isEqualTo(204);
        assertThat(known(aDevice(users.register("Ben"), RecordingId.random()), file)
                        .status())
                .as("to somebody else")
                .isEqualTo(204);
        ActingUser.run(anna, () -> recordings.delete(recording));
        assertThat(known(again, file).status()).as("deleted").isEqualTo(204);
    }

    @Test
    void whatArrivedCountsAndNotWhatItsDeviceSaid() {
        announce(file.length, Device.sha256(new byte[] {1}));
        send(1);
        send(2);
        device.send("POST", "/upload/complete", "{}");
        var again = aDevice(anna, RecordingId.random());
        assertThat(known(again, file).status()).isEqualTo(204);

        ActingUser.run(anna, () -> sameSounds.arrived(recording, 0, Device.sha256(file)));

        assertThat(known(again, file).status()).isEqualTo(200);
    }

    @Test
    void anotherFileDoesNotMixWithTheFirst() {
        announce(file.length);
        assertThat(announce(file.length + 1).kind()).isEqualTo("upload-differs");
    }

    @Test
    void aNameFromOutsideNeverGetsIntoAKey() {
        device.send(
                "PUT",
                "/upload",
                "{\"fileName\":\"../../../other/evil.exe\",\"contentType\":\"nonsense\",\"bytes\":3}");
        var bytes = new byte[] {1, 2, 3};
        assertThat(device.put(device.part(1, bytes), bytes)).isEqualTo(200);
        device.send("POST", "/upload/complete", "{}");
        assertThat(store.list("u/" + anna + "/")).containsExactly("u/" + anna + "/r/" + recording + "/takes/0.bin");
    }

    private static Device.Answer known(Device device, byte[] bytes) {
        return device.send(
                "POST",
                "/upload/known",
                "{\"sha256\":\"" + Device.sha256(bytes) + "\",\"bytes\":" + bytes.length + "}");
    }

    private Device aDevice(UserId owner, RecordingId one) {
        var draft = new CaptureDraft(
                one, RecordingSource.UPLOAD, "talk", Instant.parse("2026-03-12T10:40:00Z"), ConsentNote.NONE);
        var access = ActingUser.call(owner, () -> grants.open(draft).orElseThrow());
        return new Device(port, one.toString(), access.token());
    }

    private Device.Answer announce(long bytes, String sha256) {
        return device.send(
                "PUT",
                "/upload",
                "{\"fileName\":\"Talk.M4A\",\"contentType\":\"audio/mp4\",\"bytes\":" + bytes + ",\"sha256\":\""
                        + sha256 + "\"}");
    }

    private Device.Answer announce(long bytes) {
        return device.send(
                "PUT", "/upload", "{\"fileName\":\"Talk.M4A\",\"contentType\":\"audio/mp4\",\"bytes\":" + bytes + "}");
    }

    private void send(int number) {
        var from = (number - 1) * PART;
        var bytes = Arrays.copyOfRange(file, from, Math.min(file.length, from + PART));
        assertThat(device.put(device.part(number, bytes), bytes)).isEqualTo(200);
    }
}
