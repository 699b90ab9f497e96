package app.ayka.speech.engine;

import org.jspecify.annotations.Nullable;

/** Recognition or the separation of voices did not happen. The message is plain words that a page can show. */
public final class SpeechException extends RuntimeException {

    /** What went wrong, and by that what to do about it. */
    public enum Kind {
        /** The model that is asked for is not on this machine: wait until somebody puts it there. */
        MODEL_MISSING(true),
        /** The model's file is damaged or none: it has to be fetched again. */
        MODEL_DAMAGED(false),
        /** This sound ended the speech process twice; it is not tried again. */
        QUARANTINED(false),
        /** The engine is out of reach or overloaded for now: try again later. */
        UNAVAILABLE(true),
        /** The engine refuses this request, and would refuse it again. */
        REFUSED(false),
        /** The work was given up because its thread was interrupted. */
        CANCELLED(true);

        private final boolean passing;

        Kind(boolean passing) {
            this.passing = passing;
        }
    }

    private final Kind kind;

    public SpeechException(Kind kind, String message) {
        this(kind, message, null);
    }

    public SpeechException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The same request can succeed later. */
    public boolean isTransient() {
        return kind.passing;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
