package app.ayka.admin.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.console.JobActions;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
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
        found.forEach(entry -> entries.add(new BookEntry(entry, run, times, names)));
        if (found.isEmpty()) {
            var none = new Span(getTranslation("admin.book.none"));
            none.addClassName("muted");
            entries.add(none);
        }
    }
}
