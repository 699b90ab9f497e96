package app.ayka.ai;

import org.jspecify.annotations.Nullable;

/** A server of models did not do what it was asked. The message is plain words without addresses or keys. */
public final class AiCallException extends RuntimeException {

    private final boolean passing;

    /** @param passing the same request can succeed later */
    public AiCallException(String message, boolean passing, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** The same request can succeed later; otherwise it would be refused again. */
    public boolean isTransient() {
        return passing;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
