package app.ayka.notices;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * How a user wants to be told.
 *
 * @param quietFromMin when the quiet hours begin, in minutes of the user's day; equal to {@code quietToMin}: never
 * @param quietToMin when they end, exclusive; earlier than their beginning: on the next day
 * @param titlesHidden whether pushes leave out what they are about, for a lock screen that others see
 */
public record NoticeHabit(int quietFromMin, int quietToMin, boolean titlesHidden) {

    public static final NoticeHabit NONE = new NoticeHabit(0, 0, false);

    private static final int DAY = 24 * 60;

    public NoticeHabit {
        if (quietFromMin < 0 || quietFromMin >= DAY || quietToMin < 0 || quietToMin >= DAY) {
            throw new IllegalArgumentException("quiet hours begin and end within a day");
        }
    }

    public boolean hasQuietHours() {
        return quietFromMin != quietToMin;
    }

    /** How long it is quiet still; zero when it is not. */
    public Duration quietFor(Instant now, ZoneId zone) {
        var there = now.atZone(zone);
        var minute = there.getHour() * 60 + there.getMinute();
        var quiet = quietFromMin < quietToMin
                ? minute >= quietFromMin && minute < quietToMin
                : hasQuietHours() && (minute >= quietFromMin || minute < quietToMin);
        if (!quiet) {
            return Duration.ZERO;
        }
        var end = there.with(LocalTime.of(quietToMin / 60, quietToMin % 60));
        if (!end.toInstant().isAfter(now)) {
            end = there.toLocalDate()
                    .plusDays(1)
                    .atTime(quietToMin / 60, quietToMin % 60)
                    .atZone(zone);
        }
        return Duration.between(now, end.toInstant());
    }
}
