package app.ayka.notices.push;

import java.time.Instant;
import java.util.Map;

/** A push in the form of FCM's HTTP v1 interface, for the system of the phone that gets it. */
final class FcmMessage {

    private FcmMessage() {}

    static Map<String, Object> of(PushSubscription phone, PushMessage message, Instant now) {
        var common = Map.of(
                "token", phone.endpoint(),
                "notification", Map.of("title", message.title(), "body", message.text()),
                "data", Map.of("topic", message.topic(), "link", message.link()));
        var forPhone = new java.util.LinkedHashMap<String, Object>(common);
        if (phone.platform() == PushPlatform.ANDROID) {
            forPhone.put(
                    "android",
                    Map.of(
                            "ttl",
                            message.keptFor().toSeconds() + "s",
                            "priority",
                            message.urgent() ? "HIGH" : "NORMAL",
                            "collapse_key",
                            message.topic(),
                            "notification",
                            Map.of("tag", message.topic(), "notification_count", message.unread())));
        } else {
            forPhone.put(
                    "apns",
                    Map.of(
                            "headers",
                            Map.of(
                                    "apns-expiration",
                                    String.valueOf(now.plus(message.keptFor()).getEpochSecond()),
                                    "apns-priority",
                                    message.urgent() ? "10" : "5",
                                    "apns-collapse-id",
                                    message.topic()),
                            "payload",
                            Map.of("aps", Map.of("badge", message.unread()))));
        }
        return Map.of("message", forPhone);
    }
}
