package app.ayka.notices.push;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser or phone of a user that takes pushes.
 *
 * @param endpoint where to send: a URL of the browser's push service, or a phone's token; whoever knows it can send
 * @param key a browser's public key ({@code p256dh}); null for a phone
 * @param secret a browser's shared secret ({@code auth}); null for a phone
 * @param device in words
 * @param acceptedAt when a push service last took something for it
 */
public record PushSubscription(
        SubscriptionId id,
        PushPlatform platform,
        String endpoint,
        @Nullable String key,
        @Nullable String secret,
        String device,
        Instant since,
        @Nullable Instant acceptedAt) {

    @Override
    public String toString() {
        return "PushSubscription[" + id + ", " + platform + ", " + device + "]"; // never a secret in a log
    }
}
