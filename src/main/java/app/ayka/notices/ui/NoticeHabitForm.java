package app.ayka.notices.ui;

import app.ayka.notices.NoticeChoices;
import app.ayka.notices.NoticeHabit;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.timepicker.TimePicker;
import java.time.Duration;
import java.time.LocalTime;

/** When nothing may ring, and what a lock screen may say. */
class NoticeHabitForm extends Div {

    private static final LocalTime EVENING = LocalTime.of(22, 0);
    private static final LocalTime MORNING = LocalTime.of(7, 0);

    private final transient NoticeChoices choices;
    private final Checkbox quiet = new Checkbox(getTranslation("notices.quiet"));
    private final TimePicker from = picker("notices.quiet.from");
    private final TimePicker to = picker("notices.quiet.to");
    private final Checkbox hidden = new Checkbox(getTranslation("notices.hide-titles"));
    private final Div hours = new Div(from, to);

    NoticeHabitForm(NoticeChoices choices) {
        this.choices = choices;
        addClassName("notice-habit");
        hours.addClassName("notice-hours");
        var habit = choices.habit();
        quiet.setValue(habit.hasQuietHours());
        from.setValue(habit.hasQuietHours() ? time(habit.quietFromMin()) : EVENING);
        to.setValue(habit.hasQuietHours() ? time(habit.quietToMin()) : MORNING);
        hidden.setValue(habit.titlesHidden());
        hours.setVisible(quiet.getValue());
        quiet.addValueChangeListener(change -> {
            hours.setVisible(quiet.getValue());
            keep();
        });
        from.addValueChangeListener(change -> keep());
        to.addValueChangeListener(change -> keep());
        hidden.addValueChangeListener(change -> keep());
        add(quiet, hours, hidden);
    }

    private TimePicker picker(String key) {
        var picker = new TimePicker(getTranslation(key));
        picker.setStep(Duration.ofMinutes(30));
        picker.setLocale(java.util.Locale.UK); // 24 hours, as all times here
        return picker;
    }

    private void keep() {
        var start = from.getValue();
        var end = to.getValue();
        var same = start != null && start.equals(end);
        to.setInvalid(quiet.getValue() && (end == null || same));
        to.setErrorMessage(getTranslation(same ? "notices.quiet.same" : "notices.quiet.missing"));
        from.setInvalid(quiet.getValue() && start == null);
        from.setErrorMessage(getTranslation("notices.quiet.missing"));
        if (!quiet.getValue()) {
            choices.keep(new NoticeHabit(0, 0, hidden.getValue()));
        } else if (start != null && end != null && !same) {
            choices.keep(new NoticeHabit(minutes(start), minutes(end), hidden.getValue()));
        }
    }

    private static int minutes(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }

    private static LocalTime time(int minutes) {
        return LocalTime.of(minutes / 60, minutes % 60);
    }
}
