package app.ayka.base.ui;

import com.vaadin.flow.component.UI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Times in words, where the user's device is: "yesterday 18:40", "Friday", "1 h 5 min". */
@Component
public class TimeWords {

    private static final int NAMED_DAYS = 7;

    private final Clock clock;
    private final Messages messages;

    TimeWords(Clock clock, Messages messages) {
        this.clock = clock;
        this.messages = messages;
    }

    /** "today 18:40", "yesterday 18:40", "Monday 18:40" up to six days back, else the date. */
    public String when(Instant instant) {
        var there = instant.atZone(zone());
        var time = DateTimeFormatter.ofPattern("HH:mm", locale()).format(there);
        return text("base.when", day(there.toLocalDate()), time);
    }

    /** "today", "tomorrow", "Friday" within six days, else "12 March", with the year when it is another. */
    public String day(LocalDate day) {
        var today = LocalDate.now(clock.withZone(zone()));
        var days = ChronoUnit.DAYS.between(today, day);
        if (days >= -1 && days <= 1) {
            return text(days == 0 ? "base.today" : days < 0 ? "base.yesterday" : "base.tomorrow");
        }
        if (Math.abs(days) < NAMED_DAYS) {
            return DateTimeFormatter.ofPattern("EEEE", locale()).format(day);
        }
        return DateTimeFormatter.ofPattern(day.getYear() == today.getYear() ? "d MMMM" : "d MMMM yyyy", locale())
                .format(day);
    }

    /** "45 s", "12 min", "1 h 5 min"; milliseconds. */
    public String length(long ms) {
        var seconds = Math.max(0, Math.round(ms / 1000.0));
        if (seconds < 60) {
            return text("base.seconds", seconds);
        }
        var minutes = Math.round(seconds / 60.0);
        return minutes < 60 ? text("base.minutes", minutes) : text("base.hours", minutes / 60, minutes % 60);
    }

    /** To the tenth of a second: "45.2 s", "12 min 5.0 s"; milliseconds. */
    public String exact(long ms) {
        var tenths = Math.round(ms / 100.0);
        var seconds = tenths % 600 / 10.0;
        return tenths < 600 ? text("base.seconds.exact", seconds) : text("base.minutes.exact", tenths / 600, seconds);
    }

    /** How long between two times, in the words of {@link #length}. */
    public String between(Instant start, Instant end) {
        return length(Duration.between(start, end).toMillis());
    }

    /** "1:05" or "1:02:05" from the start of the recording; milliseconds. */
    public static String position(long ms) {
        var seconds = Math.max(0, ms) / 1000;
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static ZoneId zone() {
        var ui = UI.getCurrent();
        var details = ui == null ? null : ui.getPage().getExtendedClientDetails();
        var name = details == null ? null : details.getTimeZoneId();
        if (name == null || name.isBlank()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }

    private static Locale locale() {
        var ui = UI.getCurrent();
        return ui == null ? Locale.ENGLISH : ui.getLocale();
    }

    private String text(String key, Object... params) {
        return messages.getTranslation(key, locale(), params);
    }
}
