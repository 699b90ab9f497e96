package app.ayka.jobs;

import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets administrators in and nobody else; the database says who is one. */
@Component
public class Administrators {

    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final CurrentUser currentUser;

    Administrators(JdbcClient jdbc, PlatformTransactionManager transactions, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.currentUser = currentUser;
    }

    /** The administrator who acts. @throws AccessDeniedException when the acting user is none */
    public UserId require() {
        var admin = reading.execute(status ->
                jdbc.sql("select ayka_is_admin()").query(Boolean.class).single());
        if (!Boolean.TRUE.equals(admin)) {
            throw new AccessDeniedException("jobs and cluster are for administrators");
        }
        return currentUser.require();
    }
}
