package app.ayka.digests;

import app.ayka.recordings.RecordingId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail of a few words and one link.
 *
 * @param id what it tells; one mail for each
 * @param recording what it is about and is erased with; null when it is about none
 * @param link a path of this installation
 * @param linkWords what the link says
 * @param language BCP 47, of all these words
 */
public record ShortMail(
        UUID id,
        @Nullable RecordingId recording,
        String subject,
        String text,
        String link,
        String linkWords,
        String footer,
        String language) {}
