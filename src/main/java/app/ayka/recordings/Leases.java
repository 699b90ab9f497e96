package app.ayka.recordings;

import app.ayka.base.CurrentUser;
import app.ayka.base.tx.TransactionGuard;
import app.ayka.base.tx.WriteRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The fence between whoever works on a part of a run now and whoever did before: a node that was cut off, taken for dead
 * and comes back. Taking a part over raises its epoch, and waits for transactions of the former holder that have begun.
 * Inside {@link #holding} every transaction that may write locks the lease and begins only if the epoch is still its
 * own.
 */
@Service
public class Leases {

    /** The step name of a lease on a run as a whole. */
    public static final String WHOLE_RUN = "run";

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final Clock clock;

    Leases(JdbcClient jdbc, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * Takes a part of a run, from whoever held it. Done under a lease on the run, it is refused to those who lost the run.
     *
     * @param holder the node, for people who look
     */
    @Transactional
    public Lease take(RunId run, String step, String partition, String holder) {
        var epoch = jdbc.sql("""
                        insert into partition_lease (run_id, step, partition, owner_id, epoch, holder, taken_at)
                        values (?, ?, ?, ?, 1, ?, ?)
                        on conflict on constraint partition_lease_pk do update
                            set epoch = partition_lease.epoch + 1, holder = excluded.holder, taken_at = excluded.taken_at
                        returning epoch""")
                .params(
                        run.value(),
                        step,
                        partition,
                        currentUser.require().value(),
                        holder,
                        Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        return new Lease(run, step, partition, epoch);
    }

    /**
     * Runs work that may write only while the lease is held.
     *
     * @throws WriteRefusedException from the first transaction that begins after the lease is lost
     */
    public void holding(Lease lease, Runnable work) {
        TransactionGuard.run(connection -> check(connection, lease), work);
    }

    /** A shared lock: transactions of one holder do not wait for each other, a taking over waits for them all. */
    private static void check(Connection connection, Lease lease) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select from partition_lease
                where run_id = ? and step = ? and partition = ? and epoch = ? for share""")) {
            statement.setObject(1, lease.run().value());
            statement.setString(2, lease.step());
            statement.setString(3, lease.partition());
            statement.setLong(4, lease.epoch());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new WriteRefusedException("the lease on " + lease.step() + " " + lease.partition()
                            + ", epoch " + lease.epoch() + ", was taken over");
                }
            }
        }
    }
}
