package app.ayka.admin.ui;

import app.ayka.accounts.UserAdministration;
import app.ayka.base.ui.Chip;
import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.LiveUpdates;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.JobConsole;
import app.ayka.jobs.console.JobActions;
import app.ayka.jobs.console.JobTree;
import app.ayka.jobs.console.Jobs;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One job: where it stands and why, what can be done about it, each attempt, what was said meanwhile and who did what. */
@Route("jobs/:id")
@RolesAllowed("ADMIN")
@StyleSheet("jobs.css")
class JobView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private final transient Jobs jobs;
    private final transient JobActions actions;
    private final transient TimeWords times;
    private final transient UserNames names;
    private final PageHeader header = new PageHeader("");
    private final Div facts = new Div();
    private final Div place = new Div();
    private final JobLogPanel log;
    private final JobBook book;
    private @Nullable RunId run;
    private transient @Nullable JobTree shown;

    JobView(JobConsole console, Jobs jobs, JobActions actions, UserAdministration users, TimeWords times) {
        this.jobs = jobs;
        this.actions = actions;
        this.times = times;
        this.names = new UserNames(users);
        addClassNames("page", "job-page");
        facts.addClassName("job-facts");
        place.addClassName("job-place");
        log = new JobLogPanel(jobs);
        book = new JobBook(actions, times, names);
        var back = new Anchor("jobs", Icon.BACK.create(), new Span(getTranslation("admin.jobs.title")));
        back.addClassName("back-link");
        add(back, header, facts, place, log, book);
        LiveUpdates.<RecordingId>follow(this, listener -> console.onChange(listener)::close, this::changed);
    }

    private void changed(Set<RecordingId> recordings) {
        if (shown == null || recordings.contains(shown.job().recording())) {
            refresh();
        }
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        run = event.getRouteParameters().get("id").flatMap(JobView::parse).orElse(null);
        shown = null;
        refresh();
    }

    /** What somebody unfolded stays so until something about the job changes. */
    private void refresh() {
        var tree = Optional.ofNullable(run).flatMap(jobs::tree).orElse(null);
        if (tree == null) {
            gone();
            return;
        }
        if (!tree.equals(shown)) {
            show(tree);
        }
        log.show(tree.job().run());
        book.show(tree.job().run());
    }

    private void gone() {
        shown = null;
        header.setTitle(getTranslation("admin.job.gone.title"));
        header.setActions();
        facts.removeAll();
        place.removeAll();
        place.add(new EmptyState(
                Icon.GEAR, getTranslation("admin.job.gone.title"), getTranslation("admin.job.gone.text")));
        log.setVisible(false);
        book.setVisible(run != null);
        if (run != null) {
            book.show(run); // what was done outlives what it was done to
        }
    }

    private void show(JobTree tree) {
        shown = tree;
        var job = tree.job();
        header.setTitle(JobWords.name(job));
        header.setActions(JobButtons.of(job, actions, times, this::refresh));
        log.setVisible(true);
        book.setVisible(true);
        facts.removeAll();
        facts.add(new Chip(JobWords.state(job), JobWords.tone(job)));
        fact("admin.fact.run", JobWords.shortly(job.run()), job.run().toString());
        fact("admin.fact.owner", names.of(job.owner()), null);
        fact("admin.fact.asked", times.when(job.askedAt()), null);
        var started = job.startedAt();
        if (started != null) {
            fact("admin.fact.waited", JobWords.took(Duration.between(job.askedAt(), started), times), null);
            var ended = job.endedAt();
            if (ended != null) {
                fact("admin.fact.took", JobWords.took(Duration.between(started, ended), times), null);
            }
        }
        if (job.priority() != 0) {
            fact("admin.fact.priority", String.valueOf(job.priority()), null);
        }
        fact("admin.fact.options", JobOptions.words(job, getLocale()), null);
        var parent = job.parent();
        if (parent != null) {
            var link = new Anchor("jobs/" + parent, JobWords.shortly(parent));
            link.addClassName("text-link");
            facts.add(named("admin.fact.parent", link));
        }
        place.removeAll();
        JobTrouble.of(job).ifPresent(place::add);
        if (tree.attempts().isEmpty()) {
            var none = new Span(getTranslation("admin.job.not-begun"));
            none.addClassName("muted");
            place.add(none);
        }
        for (var at = 0; at < tree.attempts().size(); at++) {
            place.add(new AttemptCard(tree.attempts().get(at), tree.attempts().size() - at, times));
        }
    }

    private void fact(String key, String value, @Nullable String title) {
        if (!value.isBlank()) {
            var text = new Span(value);
            if (title != null) {
                text.setTitle(title);
            }
            facts.add(named(key, text));
        }
    }

    private Div named(String key, Component value) {
        var name = new Span(getTranslation(key));
        name.addClassNames("fact-name", "muted", "small");
        var fact = new Div(name, value);
        fact.addClassName("job-fact");
        return fact;
    }

    private static Optional<RunId> parse(String id) {
        try {
            return Optional.of(RunId.of(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public String getPageTitle() {
        return (run == null
                        ? getTranslation("admin.jobs.title")
                        : getTranslation("admin.job.run", JobWords.shortly(run)))
                + " · AYKA";
    }
}
