package app.ayka.notices.push;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the service worker says that its browser has another address now ({@code pushsubscriptionchange}). There may be no
 * session then; the secret of the subscription that it takes the place of proves who asks.
 */
@RestController
@RequestMapping("/api/push/v1/browser")
class BrowserController {

    private static final int LARGEST_BODY = 16 * 1024;

    private final PushSubscriptions subscriptions;

    BrowserController(PushSubscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @PutMapping
    ResponseEntity<Object> renew(HttpServletRequest request) throws IOException {
        var bytes = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        try {
            var body = JsonMapper.shared().readTree(bytes.length > LARGEST_BODY ? new byte[0] : bytes);
            var before = body.path("before");
            var renewed = subscriptions.renew(
                    before.path("endpoint").asString(""),
                    before.path("secret").asString(""),
                    body.path("endpoint").asString(""),
                    body.path("key").asString(""),
                    body.path("secret").asString(""));
            if (renewed) {
                return ResponseEntity.noContent().build();
            }
        } catch (JacksonException notJson) {
            return invalid();
        }
        return invalid();
    }

    private static ResponseEntity<Object> invalid() {
        return ResponseEntity.status(HttpStatus.BAD_REQUEST)
                .body(Map.of("type", "urn:ayka:push:invalid", "detail", "There is no such subscription."));
    }
}
