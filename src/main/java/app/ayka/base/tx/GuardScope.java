package app.ayka.base.tx;

import java.util.Optional;

/** Keeps the guard out of the reach of everybody but {@link TransactionGuard}. */
final class GuardScope {

    private static final ScopedValue<TransactionGuard> BOUND = ScopedValue.newInstance();

    private GuardScope() {}

    static Optional<TransactionGuard> bound() {
        return BOUND.isBound() ? Optional.of(BOUND.get()) : Optional.empty();
    }

    static void run(TransactionGuard guard, Runnable work) {
        ScopedValue.where(BOUND, guard).run(work);
    }
}
