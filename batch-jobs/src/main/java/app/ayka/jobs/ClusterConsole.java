package app.ayka.jobs;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * What administrators see of the cluster: its nodes, its queues, its schedules; and what they do with a schedule. Every
 * method refuses whoever is no administrator.
 */
@Service
public class ClusterConsole {

    private static final Logger log = LoggerFactory.getLogger(ClusterConsole.class);

    private final Administrators administrators;
    private final ClusterNodes nodes;
    private final QueueStates queues;
    private final ScheduleRows schedules;

    ClusterConsole(Administrators administrators, ClusterNodes nodes, QueueStates queues, ScheduleRows schedules) {
        this.administrators = administrators;
        this.nodes = nodes;
        this.queues = queues;
        this.schedules = schedules;
    }

    /** The nodes that were seen lately, the longest running first. */
    public List<ClusterNode> nodes() {
        administrators.require();
        return nodes.all();
    }

    /** What waits and what is worked on, every sort. */
    public List<QueueState> queues() {
        administrators.require();
        return queues.all();
    }

    /** By name. */
    public List<ScheduleState> schedules() {
        administrators.require();
        return schedules.all();
    }

    /** What was done with a schedule, newest first. */
    public List<ScheduleState.Action> actions(String schedule) {
        administrators.require();
        return schedules.actions(schedule);
    }

    /**
     * Pauses or resumes a schedule or has it run now, a paused one too, once.
     *
     * @param reason why, for those who look later
     * @return false when it makes no sense: there is no such schedule, or it is so already
     */
    public boolean act(String schedule, ScheduleState.Kind kind, String reason) {
        var admin = administrators.require();
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an action on a schedule needs a reason");
        }
        var done = schedules.act(schedule, kind, admin, reason.strip());
        if (done) {
            log.info("administrator {}: schedule {} {}", admin, schedule, kind);
        }
        return done;
    }
}
