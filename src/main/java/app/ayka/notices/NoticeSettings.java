package app.ayka.notices;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How notices are cared for.
 *
 * @param keep how long they stay in the list
 * @param mailAfter how long something unread that no push brought waits before it is mailed
 * @param remindAfter after so long without news of its device a recording that was not ended is told of
 */
@ConfigurationProperties("ayka.notices")
public record NoticeSettings(
        @DefaultValue("90d") Duration keep,
        @DefaultValue("10m") Duration mailAfter,
        @DefaultValue("6h") Duration remindAfter) {

    public NoticeSettings {
        if (keep.compareTo(Duration.ofDays(1)) < 0 || remindAfter.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("ayka.notices: keep is at least 1d, remind-after at least 1m");
        }
    }
}
