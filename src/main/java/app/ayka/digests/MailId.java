package app.ayka.digests;

import java.util.UUID;

/** Identifies one mail in the log. */
public record MailId(UUID value) {

    public static MailId of(String text) {
        return new MailId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
