package app.ayka.recordings;

import java.util.UUID;

/** Identifies a recording. */
public record RecordingId(UUID value) {

    public static RecordingId of(String text) {
        return new RecordingId(UUID.fromString(text));
    }

    public static RecordingId random() {
        return new RecordingId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
