package app.ayka.leads.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Tone;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The day by which something was promised, as one would say it: "today", "by Friday", "overdue since Monday". */
record DueDay(String words, Tone tone) {

    private static final DueDay NONE = new DueDay("", Tone.QUIET);

    static DueDay of(@Nullable LocalDate day, TimeWords times) {
        if (day == null) {
            return NONE;
        }
        var today = times.today();
        if (day.isBefore(today)) {
            return new DueDay(I18NProvider.translate("leads.due.past", times.day(day)), Tone.BAD);
        }
        var soon = day.isBefore(today.plusDays(2));
        return new DueDay(
                I18NProvider.translate(soon ? "leads.due.soon" : "leads.due", times.day(day)),
                soon ? Tone.WARNING : Tone.QUIET);
    }

    Span mark() {
        var mark = new Span(words);
        mark.addClassName("due");
        mark.getElement().setAttribute("data-tone", tone.key());
        return mark;
    }
}
