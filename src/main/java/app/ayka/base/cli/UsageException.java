package app.ayka.base.cli;

/** The arguments of a command make no sense. The message says in words what to write instead. */
public final class UsageException extends RuntimeException {

    public UsageException(String message) {
        super(message);
    }
}
