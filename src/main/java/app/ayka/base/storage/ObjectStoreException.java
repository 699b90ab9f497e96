package app.ayka.base.storage;

/** The object store refused or could not be reached; {@link #isTransient()} tells whether trying again may help. */
public final class ObjectStoreException extends RuntimeException {

    private final boolean transientFailure;

    public ObjectStoreException(String message, Throwable cause, boolean transientFailure) {
        super(message, cause);
        this.transientFailure = transientFailure;
    }

    public boolean isTransient() {
        return transientFailure;
    }
}
