package app.ayka.notices.push;

import app.ayka.base.PlainText;
import app.ayka.base.PublicUrl;
import app.ayka.base.http.OutsideAnswer;
import app.ayka.base.http.OutsideException;
import app.ayka.base.http.OutsideHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Pushes to browsers by whatever push service each names (RFC 8030). */
@Component
class WebPush implements PushSender {

    private static final Duration TOKEN_VALID = Duration.ofHours(12); // a day at most, RFC 8292 §2
    private static final int LONGEST_TEXT = 500;

    private final OutsideHttp http;
    private final PushKeys keys;
    private final Clock clock;
    private final String contact;

    WebPush(OutsideHttp http, PushKeys keys, PushSettings settings, PublicUrl publicUrl, Clock clock) {
        this.http = http;
        this.keys = keys;
        this.clock = clock;
        this.contact = settings.contact().isBlank() ? publicUrl.origin() : settings.contact();
    }

    @Override
    public boolean serves(PushPlatform platform) {
        return platform == PushPlatform.WEB;
    }

    @Override
    public PushOutcome send(PushSubscription subscription, PushMessage message) {
        try {
            var endpoint = URI.create(subscription.endpoint());
            var body = PushCipher.seal(
                    payload(message),
                    Base64Url.bytes(Objects.requireNonNull(subscription.key())),
                    Base64Url.bytes(Objects.requireNonNull(subscription.secret())));
            return outcome(http.post(endpoint, headers(endpoint, message), body));
        } catch (OutsideException e) {
            return e.isTransient()
                    ? new PushOutcome.Later(null, String.valueOf(e.getMessage()))
                    : new PushOutcome.Gone(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new PushOutcome.Gone("what the browser gave cannot be used: " + e.getMessage());
        }
    }

    private PushOutcome outcome(OutsideAnswer answer) {
        var status = answer.status();
        if (status >= 200 && status < 300) {
            return new PushOutcome.Accepted();
        }
        var reason = "the push service answered " + status;
        if (status == 404 || status == 410) {
            return new PushOutcome.Gone(reason);
        }
        if (status == 429 || status >= 500) {
            return new PushOutcome.Later(
                    RetryAfter.of(answer.header("Retry-After").orElse(null), clock.instant()), reason);
        }
        return new PushOutcome.Refused(reason);
    }

    private Map<String, String> headers(URI endpoint, PushMessage message) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Authorization", "vapid t=" + token(endpoint) + ", k=" + keys.point());
        headers.put("Content-Encoding", "aes128gcm");
        headers.put("Content-Type", "application/octet-stream");
        headers.put("TTL", String.valueOf(message.keptFor().toSeconds()));
        headers.put("Topic", message.topic());
        headers.put("Urgency", message.urgent() ? "high" : "normal");
        return headers;
    }

    private String token(URI endpoint) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("aud", endpoint.getScheme() + "://" + endpoint.getRawAuthority());
        claims.put("exp", clock.instant().plus(TOKEN_VALID).getEpochSecond());
        claims.put("sub", contact);
        return SignedToken.of(claims, keys.pair().secret());
    }

    private static byte[] payload(PushMessage message) {
        var json = new LinkedHashMap<String, Object>();
        json.put("topic", message.topic());
        json.put("title", cut(message.title()));
        json.put("text", cut(message.text()));
        json.put("link", message.link());
        json.put("unread", message.unread());
        return JsonMapper.shared().writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    }

    /** Any text of this length fits into a push, whatever its characters take. */
    private static String cut(String text) {
        return PlainText.line(text, LONGEST_TEXT);
    }
}
