package app.ayka.notices;

import java.util.UUID;

/** Identifies one notice. */
public record NoticeId(UUID value) {

    public static NoticeId random() {
        return new NoticeId(UUID.randomUUID());
    }

    public static NoticeId of(String text) {
        return new NoticeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
