package app.ayka.admin.ui;

import app.ayka.base.ui.Chip;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.base.ui.Tone;
import app.ayka.jobs.JobConsole;
import app.ayka.jobs.JobDetails;
import app.ayka.jobs.JobDetails.Execution;
import app.ayka.jobs.JobDetails.StepRun;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Step;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One job: each attempt with its steps and their parts, why it failed, and what can be done about it. */
class JobCard extends Article {

    private final JobConsole console;
    private final TimeWords times;
    private final JobDetails job;
    private final Runnable changed;

    JobCard(JobConsole console, TimeWords times, JobDetails job, Runnable changed) {
        this.console = console;
        this.times = times;
        this.job = job;
        this.changed = changed;
        addClassNames("card", "job-card", "lead-card");
        var summary = job.summary();
        var back = new Anchor("jobs", Icon.BACK.create(), new Span(getTranslation("admin.jobs.title")));
        back.addClassNames("back-link", "pane-back");
        var run = new Paragraph(getTranslation("admin.job.run", summary.run().toString()));
        run.addClassNames("muted", "small");
        var top = new Div(new Div(new H2(JobRow.name(summary)), run), actions());
        top.addClassName("lead-top");
        add(back, top, new Chip(JobRow.state(summary), JobRow.tone(summary)));
        var detail = summary.detail();
        if (detail != null && !detail.isBlank()) {
            add(folded(detail));
        }
        var executions = job.executions();
        for (var at = 0; at < executions.size(); at++) {
            add(attempt(executions.get(at), executions.size() - at));
        }
    }

    private Component actions() {
        var run = job.summary().run();
        var actions = new Div();
        actions.addClassName("page-actions");
        var state = job.summary().state();
        if (state == null) {
            return actions;
        }
        if (state == RunState.FAILED || state == RunState.STOPPED) {
            actions.add(button("admin.job.restart", Icon.PLAY, () -> console.restart(run), "admin.job.restarted"));
        }
        if (!state.isFinal()) {
            actions.add(button("admin.job.stop", Icon.CLOSE, () -> console.stop(run), "admin.job.stopping"));
        } else {
            var again = new MenuBar();
            MenuItem from = again.addItem(getTranslation("admin.job.again"));
            Arrays.stream(Step.values())
                    .forEach(step -> from.getSubMenu()
                            .addItem(
                                    getTranslation("admin.job.from", getTranslation("recordings.step." + step.key())),
                                    click -> done(console.again(run, step), "admin.job.queued")));
            actions.add(again);
        }
        return actions;
    }

    private Button button(String key, Icon icon, java.util.function.BooleanSupplier action, String doneKey) {
        var button = new Button(getTranslation(key), icon.create());
        button.setDisableOnClick(true);
        button.addClickListener(click -> done(action.getAsBoolean(), doneKey));
        return button;
    }

    private void done(boolean found, String key) {
        if (found) {
            Toasts.tell(getTranslation(key));
        } else {
            Toasts.trouble(getTranslation("admin.job.gone"));
        }
        changed.run();
    }

    private Div attempt(Execution execution, int number) {
        var started = execution.startedAt();
        var title = new H3(getTranslation("admin.attempt", number, started == null ? "" : times.when(started)));
        title.addClassName("section-title");
        var attempt = new Div(title);
        attempt.addClassName("attempt");
        execution.steps().stream()
                .filter(step -> step.partition() == null)
                .forEach(step -> attempt.add(step(execution, step)));
        return attempt;
    }

    private Component step(Execution execution, StepRun step) {
        var parts = execution.steps().stream()
                .filter(part -> part.partition() != null && part.step().equals(step.step()))
                .toList();
        var line = line(step, getTranslation("admin.step." + step.step().toLowerCase(Locale.ROOT)));
        if (parts.isEmpty()) {
            return line;
        }
        var inside = new Div();
        inside.addClassName("parts");
        parts.forEach(part -> inside.add(line(part, String.valueOf(part.partition()))));
        var folded = new NativeDetails(getTranslation("admin.parts", parts.size()));
        folded.setContent(inside);
        folded.addClassName("technical");
        return new Div(line, folded);
    }

    private Div line(StepRun step, String name) {
        var line = new Div(
                new Chip(name, tone(step.status())),
                small(took(step.startedAt(), step.endedAt())),
                small(step.items() == 0 ? "" : getTranslation("admin.items", step.items())));
        line.addClassName("step-line");
        line.getElement().setAttribute("title", step.status());
        var cause = step.cause();
        return cause == null ? line : new Div(line, folded(cause));
    }

    private String took(@Nullable Instant start, @Nullable Instant end) {
        return start == null || end == null ? "" : times.between(start, end);
    }

    private static Span small(String text) {
        var span = new Span(text);
        span.addClassNames("muted", "small");
        return span;
    }

    private NativeDetails folded(String cause) {
        var text = new Paragraph(cause);
        var details = new NativeDetails(getTranslation("recordings.technical"));
        details.setContent(text);
        details.addClassName("technical");
        return details;
    }

    private static Tone tone(String status) {
        return switch (status) {
            case "COMPLETED" -> Tone.GOOD;
            case "FAILED" -> Tone.BAD;
            case "STARTED", "STARTING" -> Tone.BUSY;
            default -> Tone.QUIET;
        };
    }
}
