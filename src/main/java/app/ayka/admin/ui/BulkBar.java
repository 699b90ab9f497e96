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
import com.vaadin.flow.component.menubar.MenuBarVariant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Which jobs are chosen, all that the filter finds at a click, and what can be done to them. */
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
    private final Button every = new Button();
    private final Button none = new Button(getTranslation("admin.bulk.none"));
    private final MenuBar menu = new MenuBar();

    BulkBar(JobActions actions, TimeWords times, Set<RunId> picked, Supplier<JobFilter> filter, Runnable done) {
        this.actions = actions;
        this.times = times;
        this.picked = picked;
        this.filter = filter;
        this.done = done;
        addClassName("bulk-bar");
        menu.addThemeVariants(MenuBarVariant.LUMO_PRIMARY);
        var root = menu.addItem(getTranslation("admin.bulk.actions"));
        ACTIONS.forEach(action ->
                root.getSubMenu().addItem(getTranslation("admin.action." + action.key()), click -> ask(action)));
        none.addClickListener(click -> {
            picked.clear();
            done.run();
        });
        every.addClickListener(click -> {
            picked.addAll(actions.matching(filter.get()));
            done.run();
        });
        words.getElement().setAttribute("role", "status");
        add(words, every, none, menu);
    }

    /** @param matching how many the filter finds */
    void show(int matching) {
        setVisible(matching > 0 || !picked.isEmpty());
        words.setText(getTranslation("admin.bulk.picked", picked.size()));
        every.setText(getTranslation(
                matching > JobActions.MOST ? "admin.bulk.every.most" : "admin.bulk.every", JobActions.MOST, matching));
        every.setVisible(picked.size() < Math.min(matching, JobActions.MOST));
        none.setVisible(!picked.isEmpty());
        menu.setVisible(!picked.isEmpty());
    }

    private void ask(JobAction action) {
        new ActionDialog(actions, times, action, List.copyOf(picked), () -> {
                    picked.clear();
                    done.run();
                })
                .open();
    }
}
