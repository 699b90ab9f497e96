package app.ayka.jobs;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node works off the queue.
 *
 * @param runs recordings in work at once on this node
 * @param partitions parts of recordings in work at once on this node; 0 means one for each processor
 * @param gpu parts of recordings that need a graphics processor in work at once on this node
 * @param gpuEngines engines that need one
 * @param poll how often the queue is looked at when nobody tells of news
 * @param heartbeat how often a node says of its work that it lives; after {@code missedHeartbeats} it is taken for dead
 * @param lookForModel how often a recording that waits for a model looks whether it is there
 * @param attempts how often work is tried that fails for a passing reason
 * @param firstPause before the second attempt; it doubles up to {@code longestPause}
 * @param windowsPerChunk windows that are heard and stored together
 * @param eraseAfter how long a deleted recording can be restored
 */
@ConfigurationProperties("ayka.jobs")
record JobSettings(
        @DefaultValue("4") int runs,
        @DefaultValue("0") int partitions,
        @DefaultValue("0") int gpu,
        @DefaultValue Set<String> gpuEngines,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("2s") Duration heartbeat,
        @DefaultValue("4") int missedHeartbeats,
        @DefaultValue("5s") Duration lookForModel,
        @DefaultValue("20") int attempts,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("1m") Duration longestPause,
        @DefaultValue("4") int windowsPerChunk,
        @DefaultValue("7d") Duration eraseAfter) {

    JobSettings {
        if (runs < 1 || partitions < 0 || gpu < 0 || attempts < 1 || windowsPerChunk < 1 || missedHeartbeats < 4) {
            throw new IllegalArgumentException("ayka.jobs: runs, attempts and windows-per-chunk are at least 1,"
                    + " partitions and gpu at least 0, missed-heartbeats at least 4");
        }
    }

    int slots() {
        return partitions > 0 ? partitions : Runtime.getRuntime().availableProcessors();
    }

    Duration takenForDeadAfter() {
        return heartbeat.multipliedBy(missedHeartbeats);
    }

    /** The pause after the given number of failed attempts, 1 or more. */
    Duration pauseAfter(int failures) {
        var doubled = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
}
