package app.ayka.base.tx;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A condition under which the current thread may write. While one is bound, every transaction that may write checks it
 * first, on its own connection, so that no writer can forget to. A refused transaction does not begin.
 */
@FunctionalInterface
public interface TransactionGuard {

    /**
     * Called at the begin of each transaction that is not read-only.
     *
     * @throws RuntimeException when the thread may not write any more
     */
    void check(Connection connection) throws SQLException;

    /** The guard of the current thread. */
    static Optional<TransactionGuard> bound() {
        return GuardScope.bound();
    }

    /** Runs work under a guard; a guard bound before is replaced for that time. */
    static void run(TransactionGuard guard, Runnable work) {
        GuardScope.run(guard, work);
    }
}
