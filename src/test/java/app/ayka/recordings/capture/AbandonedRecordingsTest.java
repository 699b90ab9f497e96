package app.ayka.recordings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.Gap;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.capture.AbandonedRecordings.End;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is left of a recording when its device never comes back. */
@AykaTest
class AbandonedRecordingsTest {

    @LocalServerPort
    int port;

    @Autowired
    AbandonedRecordings abandoned;

    @Autowired
    CaptureGrants grants;

    @Autowired
    Recordings recordings;

    @Autowired
    ObjectStore store;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void whatIsStoredIsSealedAndWhatIsMissingIsNamed() {
        var recording = RecordingId.random();
        var device = device(recording, RecordingSource.CAPTURE);
        device.openTake(0, 0);
        device.store(0, 0, 1, 3);
        device.declare(0, 2); // never arrives
        device.openTake(1, 16_000);
        device.declare(1, 0); // neither does anything of this take

        assertThat(end(recording)).isEqualTo(End.SEALED);

        var details = details(recording).orElseThrow();
        assertThat(details.state()).isEqualTo(RecordingState.SEALED);
        assertThat(details.runs()).hasSize(1);
        assertThat(details.gaps())
                .containsExactlyInAnyOrder(
                        new Gap(0, 8_000, 4_000, AbandonedRecordings.CAUSE),
                        new Gap(1, 0, 4_000, AbandonedRecordings.CAUSE),
                        new Gap(1, 4_000, 0, AbandonedRecordings.CAUSE));
        assertThat(details.takes()).extracting(take -> take.storedMs()).containsExactly(12_000L, 0L);
        assertThat(end(recording)).as("repeated").isEqualTo(End.LEFT_ALONE);
        assertThat(device.declare(0, 4).kind()).isEqualTo("sealed");
    }

    @Test
    void whatWasAcknowledgedAndLostSinceIsMissing() {
        var recording = RecordingId.random();
        var device = device(recording, RecordingSource.CAPTURE);
        device.openTake(0, 0);
        device.store(0, 0, 1);
        store.delete(java.util.List.of(ObjectKeys.chunk(anna, recording.value(), 0, 1)));

        assertThat(end(recording)).isEqualTo(End.SEALED);

        assertThat(details(recording).orElseThrow().gaps())
                .contains(new Gap(0, 4_000, 4_000, AbandonedRecordings.CAUSE));
    }

    @Test
    void withoutAnySoundItIsDeletedAndComesBackWithItsDevice() {
        var recording = RecordingId.random();
        var device = device(recording, RecordingSource.CAPTURE);
        device.openTake(0, 0);

        assertThat(end(recording)).isEqualTo(End.DELETED);
        assertThat(details(recording)).isEmpty();

        var again = device(recording, RecordingSource.CAPTURE);
        again.store(0, 0, 1);
        assertThat(again.seal(2).status()).isEqualTo(200);
        assertThat(details(recording).orElseThrow().gaps()).isEmpty();
    }

    @Test
    void whatAPersonDeletedStaysDeletedWhenItsDeviceComesBack() {
        var recording = RecordingId.random();
        device(recording, RecordingSource.CAPTURE);
        ActingUser.run(anna, () -> recordings.delete(recording));

        assertThat(end(recording)).isEqualTo(End.LEFT_ALONE);
        assertThat(ActingUser.call(anna, () -> grants.open(draft(recording, RecordingSource.CAPTURE))))
                .isEmpty();
    }

    @Test
    void aPartOfAFileIsThrownAway() {
        var recording = RecordingId.random();
        var device = device(recording, RecordingSource.UPLOAD);
        device.send("PUT", "/upload", "{\"fileName\":\"a.m4a\",\"contentType\":\"audio/mp4\",\"bytes\":9000000}");
        var part = new byte[8 * 1024 * 1024];
        var ticket = device.send(
                        "POST",
                        "/upload/parts",
                        "{\"parts\":[{\"number\":1,\"sha256\":\"" + Device.sha256(part) + "\"}]}")
                .body()
                .path("parts")
                .get(0);
        assertThat(device.put(ticket, part)).isEqualTo(200);

        assertThat(end(recording)).isEqualTo(End.DELETED);

        assertThat(details(recording)).isEmpty();
        assertThat(store.list("u/" + anna + "/")).isEmpty();
    }

    private End end(RecordingId recording) {
        return ActingUser.call(anna, () -> abandoned.end(recording));
    }

    private Optional<RecordingDetails> details(RecordingId recording) {
        return ActingUser.call(anna, () -> recordings.details(recording));
    }

    private Device device(RecordingId recording, RecordingSource source) {
        var access = ActingUser.call(
                anna, () -> grants.open(draft(recording, source)).orElseThrow());
        return new Device(port, recording.toString(), access.token());
    }

    private static CaptureDraft draft(RecordingId recording, RecordingSource source) {
        return new CaptureDraft(recording, source, "Hallway", Instant.parse("2026-03-12T10:40:00Z"), ConsentNote.NONE);
    }
}
