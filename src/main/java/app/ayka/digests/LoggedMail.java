package app.ayka.digests;

import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the Mail page. {@code reason} is a plain sentence: why a mail waits, failed or was not written; null when all
 * is well. One about no run or no recording has none.
 */
public record LoggedMail(
        MailId id,
        @Nullable RunId run,
        @Nullable RecordingId recording,
        String recipient,
        String messageId,
        String subject,
        MailState state,
        int attempts,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant sentAt) {}
