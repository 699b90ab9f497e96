package app.ayka.admin.ui;

import app.ayka.accounts.AccountAddress;
import app.ayka.accounts.Accounts;
import app.ayka.base.ui.Chip;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Tone;
import app.ayka.jobs.ClusterConsole;
import app.ayka.jobs.ScheduleState;
import app.ayka.jobs.ScheduleState.Kind;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import java.util.ArrayList;

/** One schedule: when it comes, how it went, who changed it and why; pause, resume, run now. */
final class ScheduleRow extends Div {

    private static final String WORDS = "admin.schedule.";

    private final ScheduleState schedule;
    private final ClusterConsole console;
    private final Accounts accounts;
    private final TimeWords times;
    private final Runnable changed;

    ScheduleRow(ScheduleState schedule, ClusterConsole console, Accounts accounts, TimeWords times, Runnable changed) {
        this.schedule = schedule;
        this.console = console;
        this.accounts = accounts;
        this.times = times;
        this.changed = changed;
        addClassName("schedule-row");
        var words = new Div(new H3(name()), line(rhythm()));
        words.addClassName("schedule-words");
        var trouble = schedule.trouble();
        if (trouble != null) {
            var text = line(getTranslation("admin.schedule.trouble", trouble));
            text.addClassName("schedule-trouble");
            words.add(text);
        }
        var action = schedule.lastAction();
        if (action != null) {
            words.add(line(getTranslation(
                    "admin.schedule.done." + action.kind(), who(action), times.when(action.at()), action.reason())));
        }
        add(words, state(), buttons());
    }

    /** One that a newer node brought has no words here. */
    private String name() {
        var key = WORDS + "name." + schedule.name();
        var text = getTranslation(key);
        return text.contains(key) ? schedule.name() : text;
    }

    private String rhythm() {
        var parts = new ArrayList<String>();
        parts.add(getTranslation(
                "admin.schedule.every", times.length(schedule.every().toMillis())));
        var ended = schedule.lastEnded();
        if (ended != null) {
            parts.add(getTranslation("admin.schedule.last", times.when(ended)));
        }
        var next = schedule.next();
        if (next != null && !schedule.paused() && !schedule.running()) {
            parts.add(getTranslation("admin.schedule.next", times.when(next)));
        }
        return String.join(" · ", parts);
    }

    private String who(ScheduleState.Action action) {
        return accounts.address(action.by())
                .map(AccountAddress::name)
                .orElseGet(() -> getTranslation("admin.schedule.somebody"));
    }

    private Chip state() {
        if (schedule.running()) {
            return new Chip(getTranslation("admin.schedule.running"), Tone.BUSY);
        }
        if (schedule.wanted()) {
            return new Chip(getTranslation("admin.schedule.wanted"), Tone.BUSY);
        }
        if (schedule.paused()) {
            return new Chip(getTranslation("admin.schedule.paused"), Tone.QUIET);
        }
        return schedule.trouble() == null
                ? new Chip(getTranslation("admin.schedule.good"), Tone.GOOD)
                : new Chip(getTranslation("admin.schedule.failed"), Tone.BAD);
    }

    private Div buttons() {
        var toggle = schedule.paused() ? Kind.RESUMED : Kind.PAUSED;
        var buttons =
                new Div(button(Kind.RUN_NOW, Icon.REDO), button(toggle, schedule.paused() ? Icon.PLAY : Icon.PAUSE));
        buttons.addClassName("page-actions");
        return buttons;
    }

    private Button button(Kind kind, Icon icon) {
        var text = getTranslation("admin.schedule.do." + kind);
        var button = new Button(text, icon.create());
        button.setAriaLabel(getTranslation("admin.schedule.do.what", text, name()));
        button.setEnabled(kind != Kind.RUN_NOW || !schedule.running() && !schedule.wanted());
        button.addClickListener(click -> new ReasonDialog(
                        text,
                        getTranslation("admin.schedule.ask." + kind, name()),
                        text,
                        reason -> console.act(schedule.name(), kind, reason),
                        changed)
                .open());
        return button;
    }

    private static Paragraph line(String text) {
        var line = new Paragraph(text);
        line.addClassNames("muted", "small");
        return line;
    }
}
