package app.ayka.admin.ui;

import app.ayka.accounts.Accounts;
import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.ClusterConsole;
import app.ayka.jobs.ClusterNode;
import app.ayka.jobs.QueueState;
import app.ayka.jobs.ScheduleState;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/** The machines behind AYKA: who is there and how busy, what waits for them, what comes again and again. */
@Route("cluster")
@Menu(title = "admin.cluster.nav", order = 91, icon = "wave")
@RolesAllowed("ADMIN")
class ClusterView extends Div implements HasDynamicTitle {

    private static final int LOOK_MS = 3_000;

    private final ClusterConsole console;
    private final Accounts accounts;
    private final TimeWords times;
    private final PageHeader header;
    private final Div nodes = new Div();
    private final Div queues = new Div();
    private final Div schedules = new Div();
    private List<ScheduleState> shownSchedules = List.of();

    ClusterView(ClusterConsole console, Accounts accounts, TimeWords times) {
        this.console = console;
        this.accounts = accounts;
        this.times = times;
        addClassNames("page", "cluster-page");
        header = new PageHeader(getTranslation("admin.cluster.title"));
        nodes.addClassName("cluster-nodes");
        queues.addClassName("cluster-queues");
        schedules.addClassName("cluster-schedules");
        add(
                header,
                section("admin.cluster.nodes", nodes),
                section("admin.cluster.queues", queues),
                section("admin.cluster.schedules", schedules));
        refresh();
        watch();
    }

    private Section section(String key, Component content) {
        var section = new Section(new H2(getTranslation(key)), content);
        section.addClassName("cluster-section");
        return section;
    }

    /** That a node is silent and how long something has waited is no news that anybody sends: it is seen by looking. */
    private void watch() {
        addAttachListener(attached -> {
            var ui = attached.getUI();
            ui.setPollInterval(LOOK_MS);
            var polling = ui.addPollListener(poll -> refresh());
            addDetachListener(detached -> {
                detached.unregisterListener();
                polling.remove();
                ui.setPollInterval(-1);
            });
        });
    }

    private void refresh() {
        showNodes(console.nodes());
        showQueues(console.queues());
        showSchedules(console.schedules());
    }

    private void showNodes(List<ClusterNode> all) {
        var alive = all.stream().filter(ClusterNode::alive).toList();
        var workers = alive.stream()
                .filter(node -> node.runs() > 0 && !node.draining())
                .count();
        header.setLine(
                getTranslation(workers == 0 ? "admin.cluster.no-worker" : "admin.cluster.line", alive.size(), workers));
        nodes.removeAll();
        all.forEach(node -> nodes.add(new NodeCard(node, times)));
    }

    private void showQueues(List<QueueState> all) {
        queues.removeAll();
        all.stream()
                .filter(queue -> queue.sort() != QueueState.Sort.PARTS_GPU || queue.waiting() + queue.running() > 0)
                .forEach(queue -> queues.add(new QueueRow(queue, times)));
    }

    /** Built anew only when something changed, so that whoever is about to press a button does not lose it. */
    private void showSchedules(List<ScheduleState> all) {
        if (all.equals(shownSchedules) && schedules.getComponentCount() > 0) {
            return;
        }
        shownSchedules = all;
        schedules.removeAll();
        if (all.isEmpty()) {
            schedules.add(new EmptyState(
                    Icon.CALENDAR,
                    getTranslation("admin.cluster.schedules.empty"),
                    getTranslation("admin.cluster.schedules.empty.text")));
        }
        all.forEach(schedule -> schedules.add(new ScheduleRow(schedule, console, accounts, times, this::refresh)));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("admin.cluster.title") + " · AYKA";
    }
}
