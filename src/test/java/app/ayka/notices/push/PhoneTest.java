package app.ayka.notices.push;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.devices.BeginPairingResult;
import app.ayka.accounts.devices.CollectResult;
import app.ayka.accounts.devices.ConnectedDevices;
import app.ayka.accounts.devices.DevicePairings;
import app.ayka.accounts.devices.FindPairingResult;
import app.ayka.accounts.devices.Pairing;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.notices.Notice;
import app.ayka.notices.Notices;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A phone's app says where its pushes go, over real HTTP (docs/push.md). */
@AykaTest
class PhoneTest {

    @Autowired
    DevicePairings pairings;

    @Autowired
    ConnectedDevices devices;

    @Autowired
    PushSubscriptions subscriptions;

    @Autowired
    Notices notices;

    @Autowired
    TestUsers users;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aPhoneSaysItsTokenChangesItAndTakesItBack() throws Exception {
        var anna = users.register("Anna");
        var phone = connect(anna, "Anna's Pixel");

        assertThat(put(phone, "android", "first-" + anna).statusCode()).isEqualTo(204);
        assertThat(put(phone, "android", "first-" + anna).statusCode()).isEqualTo(204);
        assertThat(put(phone, "android", "second-" + anna).statusCode()).isEqualTo(204);

        assertThat(of(anna)).singleElement().satisfies(subscription -> {
            assertThat(subscription.endpoint()).isEqualTo("second-" + anna);
            assertThat(subscription.platform()).isEqualTo(PushPlatform.ANDROID);
            assertThat(subscription.device()).isEqualTo("Anna's Pixel");
        });
        assertThat(send("DELETE", phone, "").statusCode()).isEqualTo(204);
        assertThat(of(anna)).isEmpty();
    }

    @Test
    void aPhoneThatIsCutOffIsPushedToNoMore() throws Exception {
        var anna = users.register("Anna");
        var phone = connect(anna, "Anna's iPhone");
        put(phone, "ios", "token-" + anna);
        assertThat(of(anna)).hasSize(1);

        ActingUser.run(anna, () -> devices.list().forEach(device -> devices.disconnect(device.id())));

        assertThat(of(anna)).isEmpty();
        assertThat(put(phone, "ios", "token-" + anna).statusCode()).isEqualTo(401);
    }

    @Test
    void whoeverHoldsThePhoneNowIsToldAndNobodyElse() throws Exception {
        var anna = users.register("Anna");
        var ben = users.register("Ben");
        put(connect(anna, "Shared phone"), "android", "shared-" + anna);

        put(connect(ben, "Shared phone"), "android", "shared-" + anna);

        assertThat(of(anna)).isEmpty();
        assertThat(of(ben)).hasSize(1);
    }

    @Test
    void whatIsNoPhoneIsRefused() throws Exception {
        var anna = users.register("Anna");
        var phone = connect(anna, "Anna's Pixel");

        assertThat(put("invented", "android", "x").statusCode()).isEqualTo(401);
        assertThat(send("GET", "invented", "").statusCode()).isEqualTo(401);
        assertThat(put(phone, "web", "https://push.example.org/1").statusCode()).isEqualTo(400);
        assertThat(put(phone, "android", " ").statusCode()).isEqualTo(400);
        assertThat(put(phone, "android", "x\\u0000y").statusCode()).isEqualTo(400);
        assertThat(send("PUT", phone, "[]").statusCode()).isEqualTo(400);
        assertThat(send("PUT", phone, "{").statusCode()).isEqualTo(400);
        assertThat(send("PUT", phone, "{\"platform\":\"ios\",\"token\":\"" + "x".repeat(9000) + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(of(anna)).isEmpty();
    }

    @Test
    void theAppLearnsWhetherPushesAreSetUp() throws Exception {
        var answer = send("GET", connect(users.register("Anna"), "Phone"), "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"android\":false").contains("\"ios\":false");
    }

    @Test
    void aBrowserThatChangesItsAddressProvesThatItIsTheSame() throws Exception {
        try (var service = new FakePushService()) {
            var anna = users.register("Anna");
            var before = service.browser();
            var after = service.browser();
            ActingUser.call(anna, () -> Subscribing.here(subscriptions, before));

            assertThat(renew(before.endpoint(), after.secret(), after).statusCode())
                    .as("a wrong secret")
                    .isEqualTo(400);
            assertThat(renew(after.endpoint(), before.secret(), after).statusCode())
                    .as("another address")
                    .isEqualTo(400);
            assertThat(of(anna)).extracting(PushSubscription::endpoint).containsExactly(before.endpoint());

            assertThat(renew(before.endpoint(), before.secret(), after).statusCode())
                    .isEqualTo(204);

            assertThat(of(anna)).extracting(PushSubscription::endpoint).containsExactly(after.endpoint());
        }
    }

    private HttpResponse<String> renew(String endpoint, String secret, FakePushService.Browser now) throws Exception {
        var body = """
                {"before":{"endpoint":"%s","secret":"%s"},"endpoint":"%s","key":"%s","secret":"%s"}""".formatted(endpoint, secret, now.endpoint(), now.key(), now.secret());
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/push/v1/browser"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void lettingADeviceInIsTold() {
        var anna = users.register("Anna");

        connect(anna, "Anna's Pixel");

        assertThat(ActingUser.call(anna, () -> notices.list(10)))
                .extracting(Notice::title)
                .containsExactly("Anna's Pixel");
    }

    private HttpResponse<String> put(String bearer, String platform, String token) throws Exception {
        return send("PUT", bearer, "{\"platform\":\"" + platform + "\",\"token\":\"" + token + "\"}");
    }

    private HttpResponse<String> send(String method, String bearer, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/push/v1/phone"))
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private String connect(UserId user, String name) {
        return ActingUser.call(user, () -> {
            var begun =
                    (BeginPairingResult.Begun) pairings.begin(name, "198.51.100." + port % 250, Pairing.Back.NOWHERE);
            var found = (FindPairingResult.Found) pairings.find(begun.pairing().userCode());
            pairings.answer(found.request(), true);
            return ((CollectResult.Connected) pairings.collect(begun.pairing().deviceCode())).token();
        });
    }

    private List<PushSubscription> of(UserId user) {
        return ActingUser.call(user, subscriptions::list);
    }
}
