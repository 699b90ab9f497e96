package app.ayka.notices.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.base.http.OutsideTesting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes to phones against a server that answers as Google says it does. */
class FcmPushTest {

    private static final PushMessage MESSAGE = new PushMessage(
            "0123456789abcdef0123456789abcdef",
            "Hallway is ready",
            "One person worth calling.",
            "/recordings/1",
            3,
            Duration.ofDays(1),
            false);

    @TempDir
    Path folder;

    private final FakeFcm google = new FakeFcm();
    private FcmPush fcm = new FcmPush(OutsideTesting.localhost(), settings(""), Clock.systemUTC());

    @BeforeEach
    void configure() {
        fcm = new FcmPush(
                OutsideTesting.localhost(), settings(google.credentials(folder).toString()), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        google.close();
    }

    @Test
    void anAndroidPhoneGetsTheNoticeUnderItsTopic() {
        assertThat(fcm.send(phone(PushPlatform.ANDROID), MESSAGE)).isEqualTo(new PushOutcome.Accepted());

        var message = google.messages().getFirst();
        assertThat(message.path("token").asString()).isEqualTo("token-of-a-phone");
        assertThat(message.path("notification").path("title").asString()).isEqualTo("Hallway is ready");
        assertThat(message.path("data").path("link").asString()).isEqualTo("/recordings/1");
        assertThat(message.path("android").path("ttl").asString()).isEqualTo("86400s");
        assertThat(message.path("android").path("priority").asString()).isEqualTo("NORMAL");
        assertThat(message.path("android").path("collapse_key").asString()).isEqualTo(MESSAGE.topic());
        assertThat(message.path("android").path("notification").path("tag").asString())
                .isEqualTo(MESSAGE.topic());
        assertThat(message.has("apns")).isFalse();
    }

    @Test
    void anApplePhoneGetsItByApns() {
        assertThat(fcm.send(phone(PushPlatform.IOS), MESSAGE)).isEqualTo(new PushOutcome.Accepted());

        var apns = google.messages().getFirst().path("apns");
        assertThat(apns.path("headers").path("apns-collapse-id").asString()).isEqualTo(MESSAGE.topic());
        assertThat(apns.path("headers").path("apns-priority").asString()).isEqualTo("5");
        assertThat(Long.parseLong(apns.path("headers").path("apns-expiration").asString()))
                .isGreaterThan(Instant.now().getEpochSecond() + 86_000);
        assertThat(apns.path("payload").path("aps").path("badge").asInt()).isEqualTo(3);
    }

    @Test
    void oneAccessTokenServesManyPushesUntilItIsTakenBack() {
        for (var i = 0; i < 5; i++) {
            fcm.send(phone(PushPlatform.IOS), MESSAGE);
        }
        assertThat(google.tokens()).isEqualTo(1);

        google.revoke();

        assertThat(fcm.send(phone(PushPlatform.IOS), MESSAGE)).isInstanceOf(PushOutcome.Later.class);
        assertThat(fcm.send(phone(PushPlatform.IOS), MESSAGE)).isEqualTo(new PushOutcome.Accepted());
        assertThat(google.tokens()).isEqualTo(2);
    }

    @Test
    void aPhoneWithoutTheAppIsGone() {
        google.answer(404, "UNREGISTERED", Map.of());
        assertThat(fcm.send(phone(PushPlatform.ANDROID), MESSAGE)).isInstanceOf(PushOutcome.Gone.class);
    }

    @Test
    void whatMayPassIsTriedAgainAndWhatIsWrongIsNot() {
        google.answer(429, "QUOTA_EXCEEDED", Map.of("Retry-After", "90"));
        google.answer(503, "UNAVAILABLE", Map.of());
        google.answer(400, "INVALID_ARGUMENT", Map.of());

        assertThat(fcm.send(phone(PushPlatform.ANDROID), MESSAGE))
                .isEqualTo(new PushOutcome.Later(Duration.ofSeconds(90), "FCM answered 429 QUOTA_EXCEEDED"));
        assertThat(fcm.send(phone(PushPlatform.ANDROID), MESSAGE)).isInstanceOf(PushOutcome.Later.class);
        assertThat(fcm.send(phone(PushPlatform.ANDROID), MESSAGE)).isInstanceOf(PushOutcome.Refused.class);
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() {
        google.close();
        assertThat(fcm.send(phone(PushPlatform.ANDROID), MESSAGE)).isInstanceOf(PushOutcome.Later.class);
    }

    @Test
    void withoutCredentialsItServesNobodyAndAWrongFileIsNamed() throws Exception {
        var off = new FcmPush(OutsideTesting.localhost(), settings(""), Clock.systemUTC());
        assertThat(off.serves(PushPlatform.ANDROID)).isFalse();
        assertThat(fcm.serves(PushPlatform.ANDROID)).isTrue();
        assertThat(fcm.serves(PushPlatform.WEB)).isFalse();

        var wrong = Files.writeString(folder.resolve("wrong.json"), "{}").toString();
        assertThatThrownBy(() -> new FcmPush(OutsideTesting.localhost(), settings(wrong), Clock.systemUTC()))
                .hasMessageContaining("ayka.push.fcm.credentials");
    }

    private PushSettings settings(String credentials) {
        return new PushSettings("", new PushSettings.Fcm(credentials, google.url()));
    }

    private static PushSubscription phone(PushPlatform platform) {
        return new PushSubscription(
                new SubscriptionId(UUID.randomUUID()),
                platform,
                "token-of-a-phone",
                null,
                null,
                "Pixel",
                Instant.EPOCH,
                null);
    }
}
