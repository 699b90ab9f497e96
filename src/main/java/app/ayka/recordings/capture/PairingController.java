package app.ayka.recordings.capture;

import app.ayka.accounts.devices.BeginPairingResult;
import app.ayka.accounts.devices.CollectResult;
import app.ayka.accounts.devices.DevicePairings;
import app.ayka.accounts.devices.Pairing;
import app.ayka.base.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Connecting a device (docs/capture-protocol.md, "A connected device"): it asks, shows a code, and collects its token. */
@RestController
@RequestMapping(CaptureConfiguration.BASE + "/devices")
@OpenTo(OpenTo.Bearer.NOBODY)
class PairingController {

    private static final String PAGE = "/connect";
    private static final int LONGEST = 200;

    private final DevicePairings pairings;
    private final PublicUrl publicUrl;

    PairingController(DevicePairings pairings, PublicUrl publicUrl) {
        this.pairings = pairings;
        this.publicUrl = publicUrl;
    }

    record BeginBody(@Nullable String name, @Nullable String back) {}

    record CollectBody(@Nullable String deviceCode) {}

    record Begun(
            String deviceCode,
            String userCode,
            String address,
            String addressToType,
            Instant expires,
            long intervalSeconds) {}

    record Connected(String token, String device, String owner) {}

    @PostMapping
    Begun begin(@RequestBody BeginBody body, HttpServletRequest request) {
        var name = Input.words(body.name(), "name", LONGEST);
        return switch (pairings.begin(name, String.valueOf(request.getRemoteAddr()), back(body.back()))) {
            case BeginPairingResult.Begun(var pairing) ->
                new Begun(
                        pairing.deviceCode(),
                        pairing.userCode(),
                        address(PAGE + "?code=" + pairing.userCode()),
                        address(PAGE),
                        pairing.expires(),
                        pairing.interval().toSeconds());
            case BeginPairingResult.TooMany() ->
                throw new CaptureRefusedException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-often",
                        "Too many devices wait to be connected; try again in a few minutes.");
        };
    }

    @PostMapping("/token")
    ResponseEntity<Object> collect(@RequestBody CollectBody body, HttpServletResponse response) {
        var code = Input.words(body.deviceCode(), "deviceCode", LONGEST);
        return switch (pairings.collect(code)) {
            case CollectResult.Connected(var owner, var device, var token) ->
                ResponseEntity.ok(new Connected(token, device.toString(), owner.toString()));
            case CollectResult.Waiting() -> ResponseEntity.accepted().body(Map.of("state", "WAITING"));
            case CollectResult.TooOften() -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, "3");
                throw new CaptureRefusedException(
                        HttpStatus.TOO_MANY_REQUESTS, "too-often", "Ask again in a few seconds.");
            }
            case CollectResult.Refused() ->
                throw new CaptureRefusedException(
                        HttpStatus.FORBIDDEN, "refused", "The connection was refused on the other page.");
            case CollectResult.Expired() ->
                throw new CaptureRefusedException(
                        HttpStatus.GONE, "expired", "This code is not valid any more; begin again.");
        };
    }

    private static Pairing.Back back(@Nullable String wanted) {
        return switch (wanted == null ? "" : wanted.toLowerCase(Locale.ROOT)) {
            case "page" -> Pairing.Back.PAGE;
            case "app" -> Pairing.Back.APP;
            case "" -> Pairing.Back.NOWHERE;
            default -> throw CaptureRefusedException.invalid("\"back\" has to be page or app.");
        };
    }

    /** Where no address is set, a device reaches this server by one that only the device knows. */
    private String address(String path) {
        return publicUrl.isConfigured() ? publicUrl.resolve(path).toString() : path;
    }
}
