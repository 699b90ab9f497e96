package app.ayka.notices;

import app.ayka.recordings.RecordingId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One notice as it is kept; {@link NoticeWords} says it in a language. */
public record Notice(
        NoticeId id,
        NoticeKind kind,
        String occasion,
        @Nullable RecordingId recording,
        String title,
        String words,
        int quantity,
        boolean inApp,
        Instant createdAt,
        @Nullable Instant readAt,
        @Nullable Instant mailedAt) {

    public boolean isRead() {
        return readAt != null;
    }

    /** Where it leads: a path of this installation, beginning with a slash. */
    public String link() {
        return switch (kind) {
            case RECORDING_READY, RECORDING_FAILED, RECORDING_HELD -> "/recordings/" + recording;
            case RECORDING_ABANDONED -> quantity > 0 ? "/recordings/" + recording : "/recordings";
            case SOUND_ON_DEVICE -> "/";
            case NEW_SIGN_IN, TEST -> "/profile";
            case JOB_FAILED -> "/jobs/" + occasion;
        };
    }
}
