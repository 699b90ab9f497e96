package app.ayka.base.http;

/** No answer from an address outside, and whether it may come another time. */
public final class OutsideException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean passing;

    OutsideException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    OutsideException(String message, Throwable cause) {
        super(message, cause);
        this.passing = true;
    }

    /** For a caller whose request was answered, but with nothing that it can work with yet. */
    public static OutsideException passing(String message) {
        return new OutsideException(message, true);
    }

    /** Whether the same request may be answered later; false for an address to which AYKA never talks. */
    public boolean isTransient() {
        return passing;
    }
}
