package app.ayka.recordings.capture;

import app.ayka.recordings.RunId;
import java.util.List;

/** What became of the wish to seal. */
sealed interface SealResult {

    /** It is sealed, now or before, and its run is queued. */
    record Sealed(RunId run) implements SealResult {}

    /** Sound is missing and nobody accepted that; nothing changed. */
    record Refused(List<MissingSound> gaps) implements SealResult {}
}
