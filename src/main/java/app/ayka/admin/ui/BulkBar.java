package app.ayka.admin.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.console.JobAction;
import app.ayka.jobs.console.JobActions;
import app.ayka.jobs.console.JobFilter;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What can be done to the chosen jobs, or to all that the filter finds. */
class BulkBar extends Div {

    private static final List<JobAction> ACTIONS = List.of(
            JobAction.RESTART,
            JobAction.RERUN_PARTS,
            JobAction.SKIP_ITEM,
            JobAction.STOP,
            JobAction.RECOVER,
            JobAction.PRIORITY,
            JobAction.NEW_RUN,
            JobAction.ABANDON);

    private final transient JobActions actions;
    private final transient TimeWords times;
    private final transient Set<RunId> picked;
    private final transient Supplier<JobFilter> filter;
    private final transient Runnable done;
    private final Span words = new Span();
    private final Button none = new Button(getTranslation("admin.bulk.none"));

    BulkBar(JobActions actions, TimeWords times, Set<RunId> picked, Supplier<JobFilter> filter, Runnable done) {
        this.actions = actions;
        this.times = times;
        this.picked = picked;
        this.filter = filter;
        this.done = done;
        addClassName("bulk-bar");
        var menu = new MenuBar();
        var root = menu.addItem(getTranslation("admin.bulk.actions"));
        ACTIONS.forEach(action ->
                root.getSubMenu().addItem(getTranslation("admin.action." + action.key()), click -> ask(action)));
        none.addClickListener(click -> {
            picked.clear();
            done.run();
        });
        words.getElement().setAttribute("role", "status");
        add(words, menu, none);
    }

    /** @param matching how many the filter finds */
    void show(int matching) {
        setVisible(matching > 0);
        words.setText(
                picked.isEmpty()
                        ? getTranslation(
                                matching > JobActions.MOST ? "admin.bulk.matching.most" : "admin.bulk.matching",
                                JobActions.MOST,
                                matching)
                        : getTranslation("admin.bulk.picked", picked.size()));
        none.setVisible(!picked.isEmpty());
    }

    private void ask(JobAction action) {
        var runs = picked.isEmpty() ? actions.matching(filter.get()) : List.copyOf(picked);
        if (!runs.isEmpty()) {
            new ActionDialog(actions, times, action, runs, () -> {
                        picked.clear();
                        done.run();
                    })
                    .open();
        }
    }
}
