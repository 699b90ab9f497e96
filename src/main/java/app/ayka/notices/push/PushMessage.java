package app.ayka.notices.push;

import java.time.Duration;

/**
 * What a push says.
 *
 * @param topic at most 32 characters of base64url; a later push of the same topic takes the place of an earlier one
 * @param link a path of this installation
 * @param unread how many notices are unread, for the badge
 * @param keptFor how long a push service keeps it for a device that is off
 */
public record PushMessage(
        String topic, String title, String text, String link, int unread, Duration keptFor, boolean urgent) {}
