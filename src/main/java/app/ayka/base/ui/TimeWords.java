package app.ayka.base.ui;

import app.ayka.base.UserZone;
import com.vaadin.flow.component.ComponentUtil;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Times in words, in the zone of the user's profile: "yesterday 18:40", "Friday", "1 h 5 min". */
@Component
public class TimeWords {

    private static final int NAMED_DAYS = 7;

    private final Clock clock;
    private final Messages messages;
    private final UserZone userZone;

    TimeWords(Clock clock, Messages messages, UserZone userZone) {
        this.clock = clock;
        this.messages = messages;
        this.userZone = userZone;
    }

    /** The day it is for the user. */
    public LocalDate today() {
        return LocalDate.now(clock.withZone(zone()));
    }

    /** Has the zone read again, once the user chose another. A page keeps it, since a list asks for every row. */
    public void zoneChanged() {
        var ui = UI.getCurrent();
        if (ui != null) {
            ComponentUtil.setData(ui, ZoneId.class, null);
        }
    }

    /** "today 18:40", "yesterday 18:40", "Monday 18:40" up to six days back, else the date. */
    public String when(Instant instant) {
        return text("base.when", day(dayOf(instant)), time(instant));
    }

    /** "18:40". */
    public String time(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm", locale()).format(instant.atZone(zone()));
    }

    /** The user's day in which it happened. */
    public LocalDate dayOf(Instant instant) {
        return instant.atZone(zone()).toLocalDate();
    }

    /** "today", "tomorrow", "Friday" within six days, else "12 March", with the year when it is another. */
    public String day(LocalDate day) {
        var today = today();
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

    private ZoneId zone() {
        var ui = UI.getCurrent();
        var known = ui == null ? null : ComponentUtil.getData(ui, ZoneId.class);
        if (known != null) {
            return known;
        }
        var zone = userZone.current().orElseGet(() -> deviceZone(ui));
        if (ui != null) {
            ComponentUtil.setData(ui, ZoneId.class, zone);
        }
        return zone;
    }

    /** Before anybody is signed in, where the device is. */
    private static ZoneId deviceZone(@Nullable UI ui) {
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
