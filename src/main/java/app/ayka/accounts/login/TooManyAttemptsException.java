package app.ayka.accounts.login;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** A login that was not looked at because too many before it failed. */
public class TooManyAttemptsException extends AuthenticationException {

    private static final long serialVersionUID = 1;

    private final Duration wait;

    TooManyAttemptsException(Duration wait) {
        super("too many attempts");
        this.wait = wait;
    }

    /** How long the next attempt has to wait. */
    public Duration retryAfter() {
        return wait;
    }
}
