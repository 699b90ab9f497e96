package app.ayka.jobs;

import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingId;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What administrators see of all jobs together: that something moved, how many wait, who works on them. */
@Service
public class JobConsole {

    private final JdbcClient system;
    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final NotifiedProgress progress;
    private final ClusterNodes nodes;

    JobConsole(
            @Qualifier("systemJdbcClient") JdbcClient system,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            NotifiedProgress progress,
            ClusterNodes nodes) {
        this.system = system;
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.progress = progress;
        this.nodes = nodes;
    }

    /** Tells, on a background thread, which recording's job moved, until the handle is closed. */
    public ProcessingProgress.Subscription onChange(Consumer<RecordingId> listener) {
        requireAdmin();
        return progress.onAnyChange(listener);
    }

    /** How many runs wait for a free worker; one that waits for something else is looked at again later. */
    public int waiting() {
        requireAdmin();
        return system.sql(
                        "select count(*) from scheduled_tasks where task_name = ? and not picked and execution_time <= now()")
                .param(QueuedProcessing.TASK)
                .query(Integer.class)
                .single();
    }

    /** The nodes that were seen lately, the longest running first. */
    public List<ClusterNode> nodes() {
        requireAdmin();
        return nodes.all();
    }

    private void requireAdmin() {
        var admin = reading.execute(status ->
                jdbc.sql("select ayka_is_admin()").query(Boolean.class).single());
        if (!Boolean.TRUE.equals(admin)) {
            throw new AccessDeniedException("the jobs are for administrators");
        }
    }
}
