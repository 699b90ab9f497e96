package app.ayka.admin.ui;

import app.ayka.base.ui.Chip;
import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.console.ActionEntry;
import app.ayka.jobs.console.JobActions;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;

/** Who did what to a run, when, why, and what came of it. */
class JobBook extends Section {

    private final transient JobActions actions;
    private final transient TimeWords times;
    private final transient UserNames names;
    private final Div entries = new Div();

    JobBook(JobActions actions, TimeWords times, UserNames names) {
        this.actions = actions;
        this.times = times;
        this.names = names;
        addClassNames("card", "job-book");
        var title = new H2(getTranslation("admin.book"));
        title.addClassName("section-title");
        entries.addClassName("book-entries");
        add(title, entries);
    }

    void show(RunId run) {
        entries.removeAll();
        var found = actions.of(run);
        found.forEach(entry -> entries.add(entry(entry, run)));
        if (found.isEmpty()) {
            var none = new Span(getTranslation("admin.book.none"));
            none.addClassName("muted");
            entries.add(none);
        }
    }

    private Div entry(ActionEntry entry, RunId run) {
        var who = entry.administrator().map(names::of).orElse(entry.who());
        var what = new Chip(
                getTranslation("admin.action." + entry.action().key())
                        + (entry.bulk() == null ? "" : " · " + getTranslation("admin.book.bulk")),
                JobWords.tone(entry));
        var when = new Span(getTranslation("admin.book.who", who, times.when(entry.at())));
        when.addClassNames("muted", "small");
        var head = new Div(what, when);
        head.addClassName("attempt-head");
        var reason = new Paragraph(getTranslation("admin.book.reason", entry.reason()));
        var row = new Div(head, reason);
        row.addClassName("book-entry");
        if (!entry.words().isBlank()) {
            var words = new Paragraph(entry.words());
            words.addClassName("muted");
            row.add(words);
        }
        var begun = entry.newRun();
        if (begun != null) {
            var link = begun.equals(run)
                    ? new Anchor(
                            "jobs/" + entry.run(), getTranslation("admin.book.from", JobWords.shortly(entry.run())))
                    : new Anchor("jobs/" + begun, getTranslation("admin.job.run", JobWords.shortly(begun)));
            link.addClassName("text-link");
            row.add(link);
        }
        return row;
    }
}
