package app.ayka.notices.push;

import app.ayka.accounts.devices.ConnectedDevice;
import app.ayka.accounts.devices.ConnectedDevices;
import app.ayka.accounts.devices.DeviceAccess;
import app.ayka.base.ActingUser;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the phone's app says under which token its push service reaches it (docs/push.md). Opened by the token of a
 * connected device and ended with it.
 */
@RestController
@RequestMapping("/api/push/v1/phone")
class PhoneController {

    private static final String BEARER = "Bearer ";
    private static final int LONGEST_TOKEN = 200;
    private static final int LARGEST_BODY = 8 * 1024;

    private final ConnectedDevices devices;
    private final PushSubscriptions subscriptions;
    private final List<PushSender> senders;

    PhoneController(ConnectedDevices devices, PushSubscriptions subscriptions, List<PushSender> senders) {
        this.devices = devices;
        this.subscriptions = subscriptions;
        this.senders = senders;
    }

    /** Whether pushes to phones are set up here, so that the app asks its user only where it makes sense. */
    @GetMapping
    ResponseEntity<Object> serves(HttpServletRequest request) {
        return access(request)
                .<ResponseEntity<Object>>map(access -> ok(Map.of(
                        "android", serves(PushPlatform.ANDROID),
                        "ios", serves(PushPlatform.IOS))))
                .orElseGet(PhoneController::notConnected);
    }

    @PutMapping
    ResponseEntity<Object> register(HttpServletRequest request) throws IOException {
        var access = access(request).orElse(null);
        if (access == null) {
            return notConnected();
        }
        var body = body(request).orElse(null);
        if (body == null) {
            return invalid("The body has to be JSON of at most " + LARGEST_BODY + " bytes.");
        }
        var platform = platform(body.path("platform").asString("")).orElse(null);
        if (platform == null) {
            return invalid("\"platform\" has to be android or ios.");
        }
        var token = body.path("token").asString("");
        return ActingUser.call(access.owner(), () -> switch (subscriptions.subscribePhone(
                platform, token, name(access), access.device())) {
            case SubscribeResult.Subscribed subscribed -> done();
            case SubscribeResult.Invalid invalid -> invalid("\"token\" has to be the token of a push service.");
            case SubscribeResult.NotStaying no -> notConnected();
        });
    }

    @DeleteMapping
    ResponseEntity<Object> remove(HttpServletRequest request) {
        return access(request)
                .map(access -> {
                    ActingUser.run(access.owner(), () -> subscriptions.removeOf(access.device()));
                    return done();
                })
                .orElseGet(PhoneController::notConnected);
    }

    private String name(DeviceAccess access) {
        return devices.list().stream()
                .filter(device -> device.id().equals(access.device()))
                .findFirst()
                .map(ConnectedDevice::name)
                .orElse("");
    }

    private boolean serves(PushPlatform platform) {
        return senders.stream().anyMatch(sender -> sender.serves(platform));
    }

    private Optional<DeviceAccess> access(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .filter(token -> !token.isEmpty() && token.length() <= LONGEST_TOKEN)
                .flatMap(devices::find);
    }

    /** Read only once it is known who asks. */
    private static Optional<JsonNode> body(HttpServletRequest request) throws IOException {
        var bytes = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        try {
            return bytes.length > LARGEST_BODY
                    ? Optional.empty()
                    : Optional.of(JsonMapper.shared().readTree(bytes)).filter(JsonNode::isObject);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<PushPlatform> platform(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "android" -> Optional.of(PushPlatform.ANDROID);
            case "ios" -> Optional.of(PushPlatform.IOS);
            default -> Optional.empty();
        };
    }

    private static ResponseEntity<Object> ok(Object body) {
        return ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").body(body);
    }

    private static ResponseEntity<Object> done() {
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<Object> invalid(String detail) {
        return ResponseEntity.badRequest().body(Map.of("type", "urn:ayka:push:invalid", "detail", detail));
    }

    private static ResponseEntity<Object> notConnected() {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .body(Map.of(
                        "type", "urn:ayka:push:not-connected", "detail", "This device is not connected (any more)."));
    }
}
