package app.ayka.notices.push;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How pushes are sent.
 *
 * @param contact where a push service reaches the operator: an https or mailto address; empty for the public address
 */
@ConfigurationProperties("ayka.push")
public record PushSettings(
        @DefaultValue("") String contact, @DefaultValue Fcm fcm) {

    /**
     * Firebase Cloud Messaging, for phones.
     *
     * @param credentials file with the key of a service account (JSON); empty: phones get no pushes
     * @param url where FCM listens
     */
    public record Fcm(
            @DefaultValue("") String credentials,
            @DefaultValue("https://fcm.googleapis.com") URI url) {}
}
