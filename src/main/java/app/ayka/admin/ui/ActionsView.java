package app.ayka.admin.ui;

import app.ayka.accounts.UserAdministration;
import app.ayka.base.ui.Chip;
import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Tone;
import app.ayka.jobs.console.ActionEntry;
import app.ayka.jobs.console.JobActions;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What administrators did to jobs lately: who, when, why, and what came of it; what was done together stands together. */
@Route("jobs/actions")
@RolesAllowed("ADMIN")
@StyleSheet("jobs.css")
class ActionsView extends Div implements HasDynamicTitle {

    private static final int MOST = 500;

    private final transient TimeWords times;
    private final transient UserNames names;

    ActionsView(JobActions actions, UserAdministration users, TimeWords times) {
        this.times = times;
        this.names = new UserNames(users);
        addClassNames("page", "actions-page");
        var back = new Anchor("jobs", Icon.BACK.create(), new Span(getTranslation("admin.jobs.title")));
        back.addClassName("back-link");
        add(back, new PageHeader(getTranslation("admin.actions.title")));
        var newest = actions.newest(MOST);
        names.know(
                newest.stream().flatMap(entry -> entry.administrator().stream()).toList());
        add(newest.isEmpty() ? nothing() : book(newest));
    }

    private EmptyState nothing() {
        return new EmptyState(
                Icon.LIST, getTranslation("admin.actions.none"), getTranslation("admin.actions.none.text"));
    }

    private Section book(List<ActionEntry> newest) {
        var together = new LinkedHashMap<UUID, List<ActionEntry>>();
        for (var entry : newest) {
            var bulk = entry.bulk();
            together.computeIfAbsent(bulk == null ? entry.id() : bulk, first -> new ArrayList<>())
                    .add(entry);
        }
        var book = new Section();
        book.addClassNames("card", "job-book");
        together.values()
                .forEach(entries -> book.add(
                        entries.size() == 1 ? new BookEntry(entries.getFirst(), null, times, names) : many(entries)));
        return book;
    }

    private Component many(List<ActionEntry> entries) {
        var first = entries.getFirst();
        var what = new Chip(
                getTranslation("admin.actions.many", JobWords.action(first.action()), entries.size()), worst(entries));
        var when = new Span(getTranslation("admin.book.who", JobWords.who(first, names), times.when(first.at())));
        when.addClassNames("muted", "small");
        var head = new Div(what, when);
        head.addClassName("attempt-head");
        var counts = entries.stream().collect(Collectors.groupingBy(JobWords::outcome, Collectors.counting()));
        var each = new Div();
        each.addClassName("book-many");
        entries.forEach(
                entry -> each.add(new Div(BookEntry.link(entry.run(), "admin.job.run"), BookEntry.result(entry))));
        var details = new NativeDetails(counts.entrySet().stream()
                .map(count -> getTranslation("admin.actions.count", count.getKey(), count.getValue()))
                .sorted()
                .collect(Collectors.joining(", ")));
        details.setContent(each);
        details.addClassName("technical");
        var entry = new Div(head, new Paragraph(getTranslation("admin.book.reason", first.reason())), details);
        entry.addClassName("book-entry");
        return entry;
    }

    private static Tone worst(List<ActionEntry> entries) {
        var tones = entries.stream().map(JobWords::tone).collect(Collectors.toSet());
        return List.of(Tone.BAD, Tone.BUSY, Tone.WARNING).stream()
                .filter(tones::contains)
                .findFirst()
                .orElse(Tone.GOOD);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("admin.actions.title") + " · AYKA";
    }
}
