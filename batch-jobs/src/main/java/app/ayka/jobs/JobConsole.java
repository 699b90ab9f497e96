package app.ayka.jobs;

import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingId;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What administrators see of all jobs together: that something moved, how many wait, who works on them. */
@Service
public class JobConsole {

    private final Administrators administrators;
    private final JdbcClient system;
    private final NotifiedProgress progress;
    private final ClusterNodes nodes;

    JobConsole(
            Administrators administrators,
            @Qualifier("systemJdbcClient") JdbcClient system,
            NotifiedProgress progress,
            ClusterNodes nodes) {
        this.administrators = administrators;
        this.system = system;
        this.progress = progress;
        this.nodes = nodes;
    }

    /** Tells, on a background thread, which recording's job moved, until the handle is closed. */
    public ProcessingProgress.Subscription onChange(Consumer<RecordingId> listener) {
        administrators.require();
        return progress.onAnyChange(listener);
    }

    /** How many runs wait for a free worker; one that waits for something else is looked at again later. */
    public int waiting() {
        administrators.require();
        return system.sql(
                        "select count(*) from scheduled_tasks where task_name = ? and not picked and execution_time <= now()")
                .param(QueuedProcessing.TASK)
                .query(Integer.class)
                .single();
    }

    /** The nodes that were seen lately, the longest running first. */
    public List<ClusterNode> nodes() {
        administrators.require();
        return nodes.all();
    }
}
