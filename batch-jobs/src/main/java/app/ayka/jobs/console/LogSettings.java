package app.ayka.jobs.console;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept for administrators of what the program says while it works on runs.
 *
 * @param keep how long
 * @param lines most lines of all runs together; the oldest go
 */
@ConfigurationProperties("ayka.jobs.log")
record LogSettings(
        @DefaultValue("14d") Duration keep,
        @DefaultValue("1000000") long lines) {

    LogSettings {
        if (keep.isNegative() || lines < 0) {
            throw new IllegalArgumentException("ayka.jobs.log: keep and lines are at least 0");
        }
    }
}
