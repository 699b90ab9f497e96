package app.ayka.base;

import java.util.UUID;

/** Identifies the account that owns a row or acts on one. */
public record UserId(UUID value) {

    public static UserId of(String text) {
        return new UserId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
