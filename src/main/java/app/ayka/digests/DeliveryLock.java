package app.ayka.digests;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Sees to it that a mail is in one SMTP dialogue at a time in the whole cluster. The lock lives in a connection to
 * PostgreSQL and not in a row: it ends with the process that holds it, so nobody waits for a dead one.
 */
@Component
class DeliveryLock {

    /** Dialogues at once on this node; each holds a connection of the system pool. */
    private static final int AT_ONCE = 2;

    private static final int SPACE = 0x6d61696c; // keeps these keys apart from other users of advisory locks

    private final DataSource dataSource;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    DeliveryLock(@Qualifier("systemDataSource") DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Runs the work when nobody else works on this mail; empty when somebody does. */
    <T> Optional<T> tryWith(MailId mail, Supplier<T> work) {
        turns.acquireUninterruptibly();
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return lock(connection, mail) ? Optional.of(work.get()) : Optional.empty();
            } finally {
                connection.rollback(); // lets go of the lock
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("no connection for the delivery of mail " + mail, e);
        } finally {
            turns.release();
        }
    }

    /** Two mails whose keys fall together only wait for each other. */
    private static boolean lock(Connection connection, MailId mail) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_xact_lock(?, ?)")) {
            statement.setInt(1, SPACE);
            statement.setInt(2, mail.value().hashCode());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
