package app.ayka.admin.ui;

import app.ayka.base.ui.Chip;
import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.LiveUpdates;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.Panes;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Tone;
import app.ayka.jobs.ClusterNode;
import app.ayka.jobs.JobConsole;
import app.ayka.jobs.JobDetails;
import app.ayka.jobs.JobSummary;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** See, understand, mend: what runs, who works on it, what failed and why. Ids and states only, never what was said. */
@Route("jobs/:id?")
@Menu(title = "admin.jobs.nav", order = 90, icon = "gear")
@RolesAllowed("ADMIN")
class JobsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final int MOST = 200;
    private static final int LOOK_AT_NODES_MS = 10_000;

    private final JobConsole console;
    private final TimeWords times;
    private final PageHeader header;
    private final Div nodes = new Div();
    private final VirtualList<JobSummary> list = new VirtualList<>();
    private final Div place = new Div();
    private final Panes panes;
    private List<JobSummary> listed = List.of();
    private @Nullable RunId open;
    private @Nullable JobDetails shown;

    JobsView(JobConsole console, TimeWords times) {
        this.console = console;
        this.times = times;
        addClassNames("page", "list-page", "jobs-page");
        header = new PageHeader(getTranslation("admin.jobs.title"));
        nodes.addClassName("nodes");
        list.addClassName("rows");
        list.setItemAccessibleNameGenerator(job -> job.run().toString());
        place.addClassName("list-place");
        panes = new Panes(place, nothingChosen());
        add(header, nodes, panes);
        LiveUpdates.<RecordingId>follow(this, listener -> console.onChange(listener)::close, changed -> refresh());
        watchNodes();
    }

    /** That a node is gone is no news that anybody sends: it is seen by looking. */
    private void watchNodes() {
        addAttachListener(attached -> {
            var ui = attached.getUI();
            ui.setPollInterval(LOOK_AT_NODES_MS);
            var polling = ui.addPollListener(poll -> showNodes());
            addDetachListener(detached -> {
                detached.unregisterListener();
                polling.remove();
                ui.setPollInterval(-1);
            });
        });
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        listed = List.of(); // another one is marked as open
        shown = null;
        open = event.getRouteParameters().get("id").flatMap(JobsView::parse).orElse(null);
        refresh();
    }

    private void refresh() {
        showNodes();
        var jobs = console.latest(MOST);
        if (jobs.isEmpty()) {
            place.removeAll();
            place.add(new EmptyState(
                    Icon.GEAR, getTranslation("admin.jobs.empty"), getTranslation("admin.jobs.empty.text")));
        } else {
            if (list.getParent().isEmpty()) {
                place.removeAll();
                place.add(list);
            }
            show(jobs);
        }
        showOpen(jobs.isEmpty());
    }

    /** The list keeps its place while it is only states that change. */
    private void show(List<JobSummary> jobs) {
        if (jobs.equals(listed)) {
            return;
        }
        listed = jobs;
        list.setRenderer(JobRow.renderer(times, open));
        list.setItems(jobs);
    }

    /** What somebody unfolded stays so until something about the job changes. */
    private void showOpen(boolean nothingThere) {
        var details = Optional.ofNullable(open).flatMap(console::details).orElse(null);
        if (details == null) {
            panes.close(nothingThere ? new Div() : nothingChosen());
        } else if (!details.equals(shown)) {
            panes.open(new JobCard(console, times, details, this::refresh));
        }
        shown = details;
    }

    private void showNodes() {
        header.setLine(getTranslation("admin.jobs.waiting", console.waiting()));
        nodes.removeAll();
        console.nodes().forEach(node -> nodes.add(node(node)));
    }

    private Div node(ClusterNode node) {
        var state = new Chip(
                getTranslation(node.alive() ? "admin.node.alive" : "admin.node.dead", times.when(node.seenAt())),
                node.alive() ? Tone.GOOD : Tone.BAD);
        var name = new Span(node.name());
        name.addClassName("row-title");
        var about = new Span(getTranslation(
                "admin.node.about", getTranslation("admin.node.role." + node.role()), node.version(), node.runs()));
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
