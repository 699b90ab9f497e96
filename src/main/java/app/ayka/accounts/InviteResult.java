package app.ayka.accounts;

import java.net.URI;
import java.time.Instant;

/** How an invitation ended. */
public sealed interface InviteResult {

    /** A link that works once, until then; only now can it be read. */
    record Link(URI url, String email, Instant until) implements InviteResult {}

    record InvalidAddress() implements InviteResult {}

    /** There is an account with this address. */
    record AddressTaken() implements InviteResult {}
}
