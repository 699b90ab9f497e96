package app.ayka.jobs;

import app.ayka.base.CurrentUser;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What administrators see of the cluster: its nodes, its queues, its schedules; and what they do with a schedule. Every
 * method refuses whoever is no administrator.
 */
@Service
public class ClusterConsole {

    private static final Logger log = LoggerFactory.getLogger(ClusterConsole.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final CurrentUser currentUser;
    private final ClusterNodes nodes;
    private final QueueStates queues;
    private final ScheduleRows schedules;

    ClusterConsole(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            CurrentUser currentUser,
            ClusterNodes nodes,
            QueueStates queues,
            ScheduleRows schedules) {
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.currentUser = currentUser;
        this.nodes = nodes;
        this.queues = queues;
        this.schedules = schedules;
    }

    /** The nodes that were seen lately, the longest running first. */
    public List<ClusterNode> nodes() {
        requireAdmin();
        return nodes.all();
    }

    /** What waits and what is worked on, every sort. */
    public List<QueueState> queues() {
        requireAdmin();
        return queues.all();
    }

    /** By name. */
    public List<ScheduleState> schedules() {
        requireAdmin();
        return schedules.all();
    }

    /** What was done with a schedule, newest first. */
    public List<ScheduleState.Action> actions(String schedule) {
        requireAdmin();
        return schedules.actions(schedule);
    }

    /**
     * Pauses or resumes a schedule or has it run now, a paused one too, once.
     *
     * @param reason why, for those who look later
     * @return false when it makes no sense: there is no such schedule, or it is so already
     */
    public boolean act(String schedule, ScheduleState.Kind kind, String reason) {
        requireAdmin();
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an action on a schedule needs a reason");
        }
        var admin = currentUser.require();
        var done = schedules.act(schedule, kind, admin, reason.strip());
        if (done) {
            log.info("administrator {}: schedule {} {}", admin, schedule, kind);
        }
        return done;
    }

    private void requireAdmin() {
        var admin = reading.execute(status ->
                jdbc.sql("select ayka_is_admin()").query(Boolean.class).single());
        if (!Boolean.TRUE.equals(admin)) {
            throw new AccessDeniedException("the cluster is for administrators");
        }
    }
}
