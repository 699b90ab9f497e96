package app.ayka.admin.ui;

import app.ayka.base.ui.Chip;
import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.console.ActionEntry;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** One action: what, who, when, why, and what came of it. */
final class BookEntry extends Div {

    /** @param page the run whose page it stands on; null where many runs are told of */
    BookEntry(ActionEntry entry, @Nullable RunId page, TimeWords times, UserNames names) {
        addClassName("book-entry");
        var what = new Chip(
                JobWords.action(entry.action())
                        + (entry.bulk() == null ? "" : " · " + JobWords.text("admin.book.bulk")),
                JobWords.tone(entry));
        var when = new Span(JobWords.text("admin.book.who", JobWords.who(entry, names), times.when(entry.at())));
        when.addClassNames("muted", "small");
        var head = new Div(what, when);
        head.addClassName("attempt-head");
        add(head, new Paragraph(JobWords.text("admin.book.reason", entry.reason())), result(entry));
        if (page == null || !page.equals(entry.run())) {
            add(link(entry.run(), page == null ? "admin.job.run" : "admin.book.from"));
        }
        var begun = entry.newRun();
        if (begun != null && !begun.equals(page)) {
            add(link(begun, "admin.book.new"));
        }
    }

    static Paragraph result(ActionEntry entry) {
        var outcome = JobWords.outcome(entry);
        var words = new Paragraph(entry.words().isBlank() ? outcome : outcome + ": " + entry.words());
        words.addClassName("muted");
        return words;
    }

    static Anchor link(RunId run, String key) {
        var link = new Anchor("jobs/" + run, JobWords.text(key, JobWords.shortly(run)));
        link.addClassName("text-link");
        return link;
    }
}
