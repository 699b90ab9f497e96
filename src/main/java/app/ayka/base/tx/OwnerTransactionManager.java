package app.ayka.base.tx;

import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Begins each transaction with {@code set_config('ayka.user', …, true)}, which row-level security compares with every
 * row's owner. Without an acting user the setting is empty and no owned row is visible (ADR-0006).
 */
public final class OwnerTransactionManager extends JpaTransactionManager {

    private final transient CurrentUser currentUser;

    public OwnerTransactionManager(EntityManagerFactory factory, DataSource dataSource, CurrentUser currentUser) {
        super(factory);
        setDataSource(dataSource);
        this.currentUser = currentUser;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        try {
            var connection = announceUser();
            var guard = TransactionGuard.bound();
            if (guard.isPresent() && !definition.isReadOnly()) {
                guard.get().check(connection);
            }
        } catch (WriteRefusedException e) {
            doCleanupAfterCompletion(transaction);
            throw e;
        } catch (SQLException | RuntimeException e) {
            doCleanupAfterCompletion(transaction);
            throw new CannotCreateTransactionException("could not set the acting user of a transaction", e);
        }
    }

    private Connection announceUser() throws SQLException {
        var dataSource = getDataSource();
        if (dataSource == null
                || !(TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder holder)) {
            throw new IllegalStateException("the transaction exposes no JDBC connection");
        }
        var connection = holder.getConnection();
        setUser(connection, currentUser.find().map(UserId::toString).orElse(""));
        return connection;
    }

    private static void setUser(Connection connection, String user) throws SQLException {
        try (var statement = connection.prepareStatement("select set_config('ayka.user', ?, true)")) {
            statement.setString(1, user);
            statement.execute();
        }
    }
}
