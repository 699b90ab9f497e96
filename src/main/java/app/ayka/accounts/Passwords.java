package app.ayka.accounts;

import java.text.Normalizer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id with 19 MiB and two passes (OWASP's first choice). At most four at a time, so that a flood of logins cannot
 * take the heap; an unknown account costs the same time as a known one.
 */
@Component
public class Passwords {

    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore turns = new Semaphore(4, true);
    private final String nobodys = encoder.encode("the password of an account that does not exist");

    /** What is wrong with a new password for the account with this address. */
    public Optional<Problem> problem(String password, EmailAddress email) {
        return PasswordRules.check(password, email);
    }

    public String hash(String password) {
        return inTurn(() -> require(encoder.encode(normal(password))));
    }

    /** Whether the password belongs to the hash; with no hash, false after the same work. */
    public boolean matches(String password, @Nullable String hash) {
        if (password.length() > 4 * PasswordRules.LONGEST) {
            return false;
        }
        return inTurn(() -> encoder.matches(normal(password), hash == null ? nobodys : hash)) && hash != null;
    }

    /** Whether a hash was made with weaker parameters than today's. */
    public boolean isOutdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private static String require(@Nullable String hash) {
        if (hash == null) {
            throw new IllegalStateException("Argon2 gave no hash");
        }
        return hash;
    }

    private <T> T inTurn(Supplier<T> work) {
        turns.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
