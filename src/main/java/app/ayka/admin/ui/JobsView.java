package app.ayka.admin.ui;

import app.ayka.accounts.UserAdministration;
import app.ayka.base.UserId;
import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.LiveUpdates;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.ClusterNode;
import app.ayka.jobs.JobConsole;
import app.ayka.jobs.console.JobActions;
import app.ayka.jobs.console.JobFilter;
import app.ayka.jobs.console.JobRecord;
import app.ayka.jobs.console.Jobs;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everybody's jobs: filtered, chosen, mended many at once. Ids and states only, never what was said. */
@Route("jobs")
@Menu(title = "admin.jobs.nav", order = 90, icon = "gear")
@RolesAllowed("ADMIN")
@StyleSheet("jobs.css")
class JobsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final UserId NOBODY = UserId.of("00000000-0000-0000-0000-000000000000");

    private final transient JobConsole console;
    private final transient Jobs jobs;
    private final transient UserAdministration users;
    private final transient UserNames names;
    private final PageHeader header = new PageHeader(
            getTranslation("admin.jobs.title"),
            link("jobs/actions", "admin.actions.nav"),
            link("jobs/trends", "admin.trends.title"));
    private final JobFilterBar filters;
    private final VirtualList<JobRecord> list = new VirtualList<>();
    private final EmptyState none = empty("admin.jobs.empty");
    private final EmptyState nothing = empty("admin.jobs.none");
    private final Div columns = columns();
    private final BulkBar bulk;
    private final Set<RunId> picked = new LinkedHashSet<>();
    private final CallbackDataProvider<JobRecord, Void> rows;
    private transient JobFilter filter = JobFilter.ALL;

    JobsView(JobConsole console, Jobs jobs, JobActions actions, UserAdministration users, TimeWords times) {
        this.console = console;
        this.jobs = jobs;
        this.users = users;
        this.names = new UserNames(users);
        addClassNames("page", "list-page", "jobs-page");
        filters = new JobFilterBar(query -> getUI().ifPresent(ui -> ui.navigate(JobsView.class, query.parameters())));
        bulk = new BulkBar(actions, times, picked, () -> filter, this::refresh);
        rows = DataProvider.fromCallbacks(
                query -> page(query.getOffset(), query.getLimit()).stream(), query -> count());
        list.addClassNames("rows", "job-rows");
        list.setDataProvider(rows);
        list.setRenderer(JobRow.renderer(times, names::of, picked::contains, this::pick));
        list.setItemAccessibleNameGenerator(job -> JobWords.name(job) + ", " + JobWords.state(job));
        var place = new Div(columns, list, none, nothing);
        place.addClassName("list-place");
        add(header, filters, place, bulk);
        LiveUpdates.<RecordingId>follow(this, listener -> console.onChange(listener)::close, changed -> refresh());
    }

    private static EmptyState empty(String key) {
        return new EmptyState(Icon.GEAR, JobWords.text(key), JobWords.text(key + ".text"));
    }

    private static Anchor link(String address, String key) {
        var link = new Anchor(address, JobWords.text(key));
        link.addClassName("button-link");
        return link;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var query = JobQuery.of(event.getLocation().getQueryParameters());
        filter = query.filter(owners(query.user()));
        picked.clear();
        filters.show(query, jobs.states(filter), jobs.errorClasses());
        refresh();
    }

    private Set<UserId> owners(String user) {
        if (user.isEmpty()) {
            return Set.of();
        }
        var found = users.find(user, 0, 200).stream().map(row -> row.user()).collect(Collectors.toUnmodifiableSet());
        return found.isEmpty() ? Set.of(NOBODY) : found;
    }

    private List<JobRecord> page(int offset, int limit) {
        var page = jobs.find(filter, offset, limit);
        names.know(page.stream().map(JobRecord::owner).toList());
        return page;
    }

    private int count() {
        return jobs.count(filter);
    }

    private void pick(RunId run) {
        if (!picked.remove(run)) {
            picked.add(run);
        }
        rows.refreshAll();
        bulk.show(count());
    }

    private void refresh() {
        var count = count();
        rows.refreshAll();
        var noJobYet = count == 0 && filter.equals(JobFilter.ALL);
        none.setVisible(noJobYet);
        nothing.setVisible(count == 0 && !noJobYet);
        filters.setVisible(!noJobYet);
        list.setVisible(count > 0);
        columns.setVisible(count > 0);
        filters.count(jobs.states(filter));
        header.setLine(getTranslation(
                "admin.jobs.line",
                count,
                console.waiting(),
                console.nodes().stream().filter(ClusterNode::alive).count()));
        bulk.show(count);
    }

    private Div columns() {
        var head = new Div();
        head.addClassName("job-columns");
        head.getElement().setAttribute("aria-hidden", "true"); // each row says what it shows
        List.of("state", "name", "owner", "from", "when", "took").forEach(column -> {
            var name = new Span(getTranslation("admin.jobs.column." + column));
            name.addClassName("job-" + column);
            head.add(name);
        });
        return head;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("admin.jobs.title") + " · AYKA";
    }
}
