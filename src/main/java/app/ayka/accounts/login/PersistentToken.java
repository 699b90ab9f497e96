package app.ayka.accounts.login;

import java.util.Optional;

/** What a device's cookie holds: which login, and the secret that is good for one use. */
record PersistentToken(String series, String token) {

    static Optional<PersistentToken> of(String[] parts) {
        return parts.length == 2 && parts[0].length() <= 64 && parts[1].length() <= 64
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
