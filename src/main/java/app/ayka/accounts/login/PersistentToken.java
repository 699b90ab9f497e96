package app.ayka.accounts.login;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a device's cookie holds: which login, and the secret that is good for one use. */
record PersistentToken(String series, String token) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    static Optional<PersistentToken> of(String[] parts) {
        return parts.length == 2 && Stream.of(parts).allMatch(FORM.asMatchPredicate())
                ? Optional.of(new PersistentToken(parts[0], parts[1]))
                : Optional.empty();
    }

    String[] parts() {
        return new String[] {series, token};
    }

    @Override
    public String toString() {
        return "PersistentToken[]"; // never a secret in a log
    }
}
