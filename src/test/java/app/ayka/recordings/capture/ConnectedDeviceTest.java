package app.ayka.recordings.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.devices.CollectResult;
import app.ayka.accounts.devices.ConnectedDevice;
import app.ayka.accounts.devices.ConnectedDevices;
import app.ayka.accounts.devices.DevicePairings;
import app.ayka.accounts.devices.FindPairingResult;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@AykaTest
class ConnectedDeviceTest {

    @LocalServerPort
    int port;

    @Autowired
    DevicePairings pairings;

    @Autowired
    ConnectedDevices devices;

    @Autowired
    CaptureGrants grants;

    @Autowired
    TestUsers users;

    UserId anna;
    Pocket pocket;

    @BeforeEach
    void someone() {
        anna = users.register("Anna");
        pocket = new Pocket(port);
    }

    @Test
    void aDeviceAsksAPersonAnswersAndItRecords() {
        var begun = pocket.begin("Chrome on Pixel");
        assertThat(begun.status()).isEqualTo(200);
        assertThat(begun.text("userCode")).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(begun.text("address")).endsWith("/connect?code=" + begun.text("userCode"));
        assertThat(begun.text("addressToType")).endsWith("/connect");
        assertThat(pocket.collect(begun.text("deviceCode")).status()).isEqualTo(202);

        answer(anna, begun.text("userCode"), true);
        var connected = collect(begun.text("deviceCode"));

        assertThat(connected.text("owner")).isEqualTo(anna.toString());
        pocket.with(connected.text("token"));
        var me = pocket.send("GET", "/me", "");
        assertThat(me.text("name")).isEqualTo("Anna");
        assertThat(me.text("timeZone")).isEqualTo("UTC");
        assertThat(me.body().path("maxUploadBytes").asLong()).isEqualTo(2L << 30);

        var recording = UUID.randomUUID().toString();
        var grant = pocket.grant(recording);
        assertThat(grant.status()).isEqualTo(200);
        var device = new Device(port, recording, grant.text("token"));
        device.openTake(0, 0);
        device.store(0, 0, 1);
        assertThat(device.seal(2).status()).isEqualTo(200);
        var listed = pocket.send("GET", "/recordings", "").body().path("recordings");
        assertThat(listed).singleElement().satisfies(one -> {
            assertThat(one.path("recording").asString()).isEqualTo(recording);
            assertThat(one.path("title").asString()).isEqualTo("On the train");
            assertThat(one.path("state").asString()).isEqualTo("queued");
        });
        assertThat(ActingUser.call(anna, devices::list)).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("Chrome on Pixel");
            assertThat(one.lastUsed()).isNotNull();
        });
        assertThat(begun.whole().headers().allValues("Set-Cookie")).isEmpty();
        assertThat(me.whole().headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void aRefusedDeviceIsToldSoAndGetsNothing() {
        var begun = pocket.begin("Somebody else's");
        answer(anna, begun.text("userCode"), false);
        var answer = pocket.collect(begun.text("deviceCode"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.kind()).isEqualTo("refused");
        assertThat(pocket.collect(begun.text("deviceCode")).kind()).isEqualTo("expired");
        assertThat(ActingUser.call(anna, devices::list)).isEmpty();
    }

    @Test
    void aLostAnswerIsAskedForAgainUntilOneWasUsed() {
        var begun = pocket.begin("Phone");
        answer(anna, begun.text("userCode"), true);
        var lost = collect(begun.text("deviceCode")).text("token");
        var second = collect(begun.text("deviceCode")).text("token");
        assertThat(pocket.with(lost).send("GET", "/me", "").status()).isEqualTo(401);
        assertThat(pocket.with(second).send("GET", "/me", "").status()).isEqualTo(200);
        pocket.with(null);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> pocket.collect(begun.text("deviceCode")).status() != 429);
        assertThat(pocket.collect(begun.text("deviceCode")).status()).isEqualTo(410);
        assertThat(pocket.with(second).send("GET", "/me", "").status()).isEqualTo(200);
        assertThat(ActingUser.call(anna, devices::list)).hasSize(1);
    }

    @Test
    void aDeviceThatIsCutOffIsRefusedAtOnceAndSoAreItsGrants() {
        connect("Phone");
        var recording = UUID.randomUUID().toString();
        var device = new Device(port, recording, pocket.grant(recording).text("token"));
        assertThat(device.openTake(0, 0).status()).isEqualTo(204);

        disconnect(anna);

        var refused = pocket.grant(UUID.randomUUID().toString());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.kind()).isEqualTo("not-connected");
        assertThat(refused.text("detail")).contains("stays on it");
        assertThat(device.store(0, 0).status()).isEqualTo(404);

        connect("Phone again");
        var again = new Device(port, recording, pocket.grant(recording).text("token"));
        assertThat(Device.numbers(again.store(0, 0).body().path("stored"))).containsExactly(0);
        assertThat(again.seal(1).status()).isEqualTo(200);
    }

    @Test
    void aGrantThatAPageObtainedOutlivesTheDevice() {
        connect("Phone");
        var recording = UUID.randomUUID();
        pocket.grant(recording.toString());
        var page = ActingUser.call(anna, () -> grants.open(draft(recording))).orElseThrow();
        disconnect(anna);
        assertThat(new Device(port, recording.toString(), page.token())
                        .openTake(0, 0)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void itsOwnDeviceLetsGoOfItsToken() {
        connect("Phone");
        assertThat(pocket.send("DELETE", "/devices/this", "").status()).isEqualTo(204);
        assertThat(pocket.send("GET", "/me", "").status()).isEqualTo(401);
        assertThat(ActingUser.call(anna, devices::list)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update app_user set enabled = false where id = ?",
                "update app_user set password_hash = 'another' where id = ?",
                "update app_user set session_epoch = session_epoch + 1 where id = ?"
            })
    void whatEndsAllSessionsEndsTheDevices(String update) {
        users.setUp(anna, "eine kleine Nachtmusik", false);
        connect("Phone");
        users.schema().sql(update).param(anna.value()).update();
        assertThat(pocket.send("GET", "/me", "").status()).isEqualTo(401);
        assertThat(pocket.grant(UUID.randomUUID().toString()).status()).isEqualTo(401);
    }

    @Test
    void anotherRoleOrNameLeavesTheDevicesAlone() {
        connect("Phone");
        users.setUp(anna, "eine kleine Nachtmusik", true);
        connect("Tablet");
        users.schema()
                .sql("update app_user set role = 'USER', name = 'Anna B' where id = ?")
                .param(anna.value())
                .update();
        assertThat(pocket.send("GET", "/me", "").text("name")).isEqualTo("Anna B");
    }

    @Test
    void oneUserNeitherSeesNorCutsOffAnothersDevice() {
        connect("Phone");
        var ben = users.register("Ben");
        var phone = ActingUser.call(anna, devices::list).getFirst().id();
        assertThat(ActingUser.call(ben, devices::list)).isEmpty();
        assertThat(ActingUser.call(ben, () -> devices.disconnect(phone))).isFalse();
        assertThat(pocket.send("GET", "/me", "").status()).isEqualTo(200);
    }

    @Test
    void aDeviceDoesNotReachAnothersRecording() {
        connect("Phone");
        var ben = users.register("Ben");
        var bens = UUID.randomUUID();
        ActingUser.call(ben, () -> grants.open(draft(bens)));
        assertThat(pocket.grant(bens.toString()).status()).isEqualTo(410);
        assertThat(pocket.send("GET", "/recordings", "").body().path("recordings"))
                .isEmpty();
        assertThat(pocket.send("GET", "/recordings/" + bens, "").status())
                .as("a device's token is not a recording's")
                .isEqualTo(404);
    }

    @Test
    void aRecordingsTokenIsNotADevices() {
        connect("Phone");
        var recording = UUID.randomUUID().toString();
        pocket.with(pocket.grant(recording).text("token"));
        assertThat(pocket.send("GET", "/me", "").status()).isEqualTo(401);
        assertThat(pocket.grant(UUID.randomUUID().toString()).status()).isEqualTo(401);
    }

    @Test
    void codesThatAreGuessedMakeOneWait() {
        var begun = pocket.begin("Phone");
        var results = ActingUser.call(
                anna,
                () -> java.util.stream.Stream.generate(() -> pairings.find("BBBB-BBBB"))
                        .limit(20)
                        .toList());
        assertThat(results).anyMatch(FindPairingResult.TooManyAttempts.class::isInstance);
        assertThat(results.stream().filter(FindPairingResult.NotFound.class::isInstance))
                .hasSizeLessThanOrEqualTo(5);
        assertThat(ActingUser.call(anna, () -> pairings.find(begun.text("userCode"))))
                .as("also the right one, now")
                .isInstanceOf(FindPairingResult.TooManyAttempts.class);
    }

    @Test
    void aCodeIsTypedInManyWays() {
        var code = pocket.begin("Phone").text("userCode");
        for (var typed : List.of(code, code.toLowerCase(java.util.Locale.ROOT), code.replace("-", " "), " " + code)) {
            assertThat(ActingUser.call(anna, () -> pairings.find(typed))).isInstanceOf(FindPairingResult.Found.class);
        }
    }

    @Test
    void aCodeIsAnsweredOnce() {
        var begun = pocket.begin("Phone");
        answer(anna, begun.text("userCode"), true);
        var ben = users.register("Ben");
        assertThat(ActingUser.call(ben, () -> pairings.find(begun.text("userCode"))))
                .isInstanceOf(FindPairingResult.NotFound.class);
    }

    @Test
    void anOldCodeIsNone() {
        var begun = pocket.begin("Phone");
        users.schema()
                .sql("update device_pairing set expires_at = now() where user_code = ?")
                .param(begun.text("userCode"))
                .update();
        assertThat(ActingUser.call(anna, () -> pairings.find(begun.text("userCode"))))
                .isInstanceOf(FindPairingResult.NotFound.class);
        assertThat(pocket.collect(begun.text("deviceCode")).status()).isEqualTo(410);
    }

    @Test
    void whoBeginsOverAndOverIsSlowedDown() {
        for (var n = 0; n < 20; n++) {
            assertThat(pocket.begin("Phone " + n).status()).isEqualTo(200);
        }
        assertThat(pocket.begin("one more").status()).isEqualTo(429);
        assertThat(new Pocket(port).begin("from elsewhere").status()).isEqualTo(200);
    }

    @Test
    void whoCollectsTooOftenIsToldToWait() {
        var begun = pocket.begin("Phone");
        pocket.collect(begun.text("deviceCode"));
        var answer = pocket.collect(begun.text("deviceCode"));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.whole().headers().firstValue("Retry-After")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "{\"name\":null}",
                "{\"name\":{\"a\":1}}",
                "{\"name\":\"x\",\"back\":\"https://evil.example\"}",
                "{\"deviceCode\":\"' or 1=1 --\"}",
                "{\"recording\":\"../../etc\",\"title\":\"x\",\"recordedAt\":\"x\",\"consent\":{}}"
            })
    void hostileBodiesAreRefusedInWords(String body) {
        connect("Phone");
        for (var path : List.of("/devices", "/devices/token", "/grants")) {
            var answer = pocket.send("POST", path, body);
            assertThat(answer.status()).as("%s %s", path, body).isIn(400, 410, 411, 415, 422);
            assertThat(answer.whole().body()).doesNotContain("Exception", "org.");
        }
    }

    @Test
    void aNameIsCleanedAndCut() {
        var begun = pocket.begin("Pixel\u0000\u202e\r\n<script>alert(1)</script>" + "x".repeat(100));
        var found = ActingUser.call(anna, () -> pairings.find(begun.text("userCode")));
        assertThat(found)
                .isInstanceOfSatisfying(
                        FindPairingResult.Found.class,
                        one -> assertThat(one.request().deviceName())
                                .hasSizeLessThanOrEqualTo(80)
                                .startsWith("Pixel <script>")
                                .doesNotContain("\u0000", "\u202e", "\n"));
    }

    @Test
    void nothingOfAPairingIsKeptInClear() {
        var begun = pocket.begin("Phone");
        answer(anna, begun.text("userCode"), true);
        var token = collect(begun.text("deviceCode")).text("token");
        var schema = users.schema();
        assertThat(schema.sql("select token_hash from connected_device where owner_id = ?")
                        .param(anna.value())
                        .query(String.class)
                        .single())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(token);
        assertThat(schema.sql("select count(*) from device_pairing where code_hash = ?")
                        .param(begun.text("deviceCode"))
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(new CollectResult.Connected(
                                anna,
                                ActingUser.call(anna, devices::list).getFirst().id(),
                                token)
                        .toString())
                .doesNotContain(token);
    }

    private static CaptureDraft draft(UUID recording) {
        return new CaptureDraft(
                new RecordingId(recording), RecordingSource.CAPTURE, "Hallway", Instant.EPOCH, ConsentNote.NONE);
    }

    private void connect(String name) {
        pocket.with(null);
        var begun = pocket.begin(name);
        answer(anna, begun.text("userCode"), true);
        pocket.with(collect(begun.text("deviceCode")).text("token"));
    }

    private Pocket.Answer collect(String deviceCode) {
        return await().atMost(10, TimeUnit.SECONDS)
                .until(() -> pocket.collect(deviceCode), answer -> answer.status() == 200);
    }

    private void answer(UserId user, String code, boolean yes) {
        ActingUser.run(user, () -> {
            if (!(pairings.find(code) instanceof FindPairingResult.Found found)) {
                throw new AssertionError("no device waits with " + code);
            }
            assertThat(pairings.answer(found.request(), yes)).isTrue();
        });
    }

    private void disconnect(UserId user) {
        ActingUser.run(
                user,
                () -> devices.list().stream()
                        .map(ConnectedDevice::id)
                        .forEach(
                                device -> assertThat(devices.disconnect(device)).isTrue()));
    }
}
