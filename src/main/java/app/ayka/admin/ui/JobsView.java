package app.ayka.admin.ui;

import app.ayka.base.ui.Chip;
import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.Panes;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Tone;
import app.ayka.jobs.ClusterNode;
import app.ayka.jobs.JobConsole;
import app.ayka.jobs.JobSummary;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** See, understand, mend: what runs, who works on it, what failed and why. Ids and states only, never what was said. */
@Route("jobs/:id?")
@Menu(title = "admin.jobs.nav", order = 90, icon = "gear")
@RolesAllowed("ADMIN")
class JobsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final int MOST = 200;

    private final JobConsole console;
    private final TimeWords times;
    private final PageHeader header;
    private final Div nodes = new Div();
    private final VirtualList<JobSummary> list = new VirtualList<>();
    private final Div place = new Div();
    private final Panes panes;
    private @Nullable RunId open;

    JobsView(JobConsole console, TimeWords times) {
        this.console = console;
        this.times = times;
        addClassNames("page", "list-page", "jobs-page");
        header = new PageHeader(
                getTranslation("admin.jobs.title"),
                new Button(getTranslation("admin.jobs.refresh"), Icon.REDO.create(), click -> refresh()));
        nodes.addClassName("nodes");
        list.addClassName("rows");
        list.setItemAccessibleNameGenerator(job -> job.run().toString());
        place.addClassName("list-place");
        panes = new Panes(place, nothingChosen());
        add(header, nodes, panes);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        open = event.getRouteParameters().get("id").flatMap(JobsView::parse).orElse(null);
        refresh();
    }

    private void refresh() {
        var waiting = console.waiting();
        header.setLine(getTranslation("admin.jobs.waiting", waiting));
        nodes.removeAll();
        console.nodes().forEach(node -> nodes.add(node(node)));
        var jobs = console.latest(MOST);
        place.removeAll();
        if (jobs.isEmpty()) {
            place.add(new EmptyState(
                    Icon.GEAR, getTranslation("admin.jobs.empty"), getTranslation("admin.jobs.empty.text")));
        } else {
            list.setRenderer(JobRow.renderer(times, open));
            list.setItems(jobs);
            place.add(list);
        }
        Optional.ofNullable(open)
                .flatMap(console::details)
                .ifPresentOrElse(
                        details -> panes.open(new JobCard(console, times, details, this::refresh)),
                        () -> panes.close(jobs.isEmpty() ? new Div() : nothingChosen()));
    }

    private Div node(ClusterNode node) {
        var state = new Chip(
                getTranslation(node.alive() ? "admin.node.alive" : "admin.node.dead", times.when(node.seenAt())),
                node.alive() ? Tone.GOOD : Tone.BAD);
        var name = new Span(node.name());
        name.addClassName("row-title");
        var about = new Span(getTranslation("admin.node.about", node.role(), node.version(), node.slots()));
        about.addClassNames("muted", "small");
        var card = new Div(name, state, about);
        card.addClassNames("card", "node");
        return card;
    }

    private EmptyState nothingChosen() {
        return new EmptyState(Icon.GEAR, getTranslation("admin.jobs.choose"), getTranslation("admin.jobs.choose.text"));
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
        return getTranslation("admin.jobs.title") + " · AYKA";
    }
}
