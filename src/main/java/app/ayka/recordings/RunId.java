package app.ayka.recordings;

import java.util.UUID;

/** Identifies one processing of a recording. */
public record RunId(UUID value) {

    public static RunId of(String text) {
        return new RunId(UUID.fromString(text));
    }

    public static RunId random() {
        return new RunId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
