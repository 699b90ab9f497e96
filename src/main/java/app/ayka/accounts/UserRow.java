package app.ayka.accounts;

import app.ayka.base.UserId;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as administrators see it. */
public record UserRow(
        UUID id,
        String name,
        String email,
        Role role,
        boolean enabled,
        Instant createdAt,
        @Nullable Instant signedInAt) implements Serializable {

    public UserId user() {
        return new UserId(id);
    }

    /** When they last signed in; empty: never. */
    public Optional<Instant> lastSignIn() {
        return Optional.ofNullable(signedInAt);
    }
}
