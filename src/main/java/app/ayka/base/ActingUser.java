package app.ayka.base;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * On whose behalf the current thread acts. A job, a push or a token-authorised request binds the user for the extent
 * of one call; a web session's user comes from {@link SignedInUser}. Database transactions carry it to row-level
 * security (ADR-0006): without an acting user a transaction sees no owned row.
 */
public final class ActingUser {

    private static final ScopedValue<UserId> BOUND = ScopedValue.newInstance();

    private ActingUser() {}

    /** The bound user; empty outside of {@link #call} and {@link #run}. */
    public static Optional<UserId> bound() {
        return BOUND.isBound() ? Optional.of(BOUND.get()) : Optional.empty();
    }

    public static <T> T call(UserId user, Supplier<T> work) {
        return ScopedValue.where(BOUND, user).call(work::get);
    }

    public static void run(UserId user, Runnable work) {
        ScopedValue.where(BOUND, user).run(work);
    }
}
