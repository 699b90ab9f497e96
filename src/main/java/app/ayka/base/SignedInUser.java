package app.ayka.base;

import java.util.Optional;

/** The user of the current web session or request; the accounts module knows it from the security context. */
public interface SignedInUser {

    Optional<UserId> current();
}
