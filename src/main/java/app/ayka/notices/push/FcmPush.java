package app.ayka.notices.push;

import app.ayka.base.http.OutsideAnswer;
import app.ayka.base.http.OutsideException;
import app.ayka.base.http.OutsideHttp;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pushes to phones of both kinds by Firebase Cloud Messaging (HTTP v1). Without credentials it is off and silent.
 */
@Component
class FcmPush implements PushSender {

    private static final Logger LOG = LoggerFactory.getLogger(FcmPush.class);
    private static final int NEARLY_OVER_S = 60;

    private final OutsideHttp http;
    private final Clock clock;
    private final URI url;
    private final @Nullable FcmAccount account;
    private volatile @Nullable Access access;

    FcmPush(OutsideHttp http, PushSettings settings, Clock clock) {
        this.http = http;
        this.clock = clock;
        this.url = settings.fcm().url();
        var file = settings.fcm().credentials();
        this.account = file.isBlank() ? null : FcmAccount.read(Path.of(file));
    }

    /** A token that opens FCM until it is over. */
    private record Access(String token, Instant until) {
        @Override
        public String toString() {
            return "Access[until " + until + "]"; // never a secret in a log
        }
    }

    @Override
    public boolean serves(PushPlatform platform) {
        return account != null && platform != PushPlatform.WEB;
    }

    @Override
    public PushOutcome send(PushSubscription subscription, PushMessage message) {
        var sender = account;
        if (sender == null) {
            return new PushOutcome.Refused("ayka.push.fcm.credentials is not set");
        }
        try {
            var token = token(sender);
            var answer = http.post(
                    url.resolve("/v1/projects/" + sender.project() + "/messages:send"),
                    Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                    json(FcmMessage.of(subscription, message, clock.instant())));
            return outcome(answer);
        } catch (OutsideException e) {
            return e.isTransient()
                    ? new PushOutcome.Later(null, String.valueOf(e.getMessage()))
                    : new PushOutcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private PushOutcome outcome(OutsideAnswer answer) {
        var status = answer.status();
        if (status == 200) {
            return new PushOutcome.Accepted();
        }
        var code = errorCode(answer);
        var reason = "FCM answered " + status + " " + code;
        if (status == 404 || code.equals("UNREGISTERED") || code.equals("SENDER_ID_MISMATCH")) {
            return new PushOutcome.Gone(reason);
        }
        if (status == 401) { // the token was taken back before its time
            access = null;
            return new PushOutcome.Later(null, reason);
        }
        if (status == 429 || status >= 500) {
            return new PushOutcome.Later(
                    RetryAfter.of(answer.header("Retry-After").orElse(null), clock.instant()), reason);
        }
        return new PushOutcome.Refused(reason);
    }

    /** FCM's own code behind the general one of Google's APIs. */
    private static String errorCode(OutsideAnswer answer) {
        try {
            var error = JsonMapper.shared().readTree(answer.text()).path("error");
            for (var detail : error.path("details")) {
                if (detail.path("errorCode").isString()) {
                    return detail.path("errorCode").asString();
                }
            }
            return error.path("status").asString("");
        } catch (JacksonException notJson) {
            return "";
        }
    }

    private String token(FcmAccount sender) {
        var now = clock.instant();
        var known = access;
        if (known != null && now.isBefore(known.until())) {
            return known.token();
        }
        var form = "grant_type="
                + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.UTF_8)
                + "&assertion=" + sender.assertion(now);
        var answer = http.post(
                sender.tokenUrl(),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.US_ASCII));
        if (answer.status() != 200) {
            LOG.warn(
                    "the key of ayka.push.fcm.credentials was answered {}: phones get no pushes until it is right",
                    answer.status());
            throw OutsideException.passing("no access token: " + answer.status());
        }
        var json = JsonMapper.shared().readTree(answer.text());
        var fresh = new Access(
                json.path("access_token").asString(""),
                now.plusSeconds(json.path("expires_in").asLong(0) - NEARLY_OVER_S));
        access = fresh;
        return fresh.token();
    }

    private static byte[] json(Map<String, Object> message) {
        return JsonMapper.shared().writeValueAsBytes(message);
    }
}
