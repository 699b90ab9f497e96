package app.ayka.jobs;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** After which silence work is taken from whoever has it. */
@Component
public class JobTimes {

    private final JobSettings settings;

    JobTimes(JobSettings settings) {
        this.settings = settings;
    }

    /** A node that says for so long nothing of its work is taken for dead. */
    public Duration deadAfter() {
        return settings.heartbeat().multipliedBy(settings.missedHeartbeats());
    }
}
