package app.ayka.recordings;

import java.util.UUID;

/** Identifies a mark within its recording. */
public record MarkId(UUID value) {

    public static MarkId of(String text) {
        return new MarkId(UUID.fromString(text));
    }

    public static MarkId random() {
        return new MarkId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
