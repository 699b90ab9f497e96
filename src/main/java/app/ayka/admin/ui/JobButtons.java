package app.ayka.admin.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.console.ActionRequest;
import app.ayka.jobs.console.JobAction;
import app.ayka.jobs.console.JobActions;
import app.ayka.jobs.console.JobRecord;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.menubar.MenuBar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What can be done to a job: the one that most likely helps as a button, all others below a menu. */
final class JobButtons {

    private JobButtons() {}

    static Component[] of(JobRecord job, JobActions actions, TimeWords times, Runnable done) {
        var buttons = new ArrayList<Component>();
        best(job, actions).forEach(action -> {
            var button = new Button(JobWords.text("admin.action." + action.key()));
            button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            button.addClickListener(click -> new ActionDialog(actions, times, action, List.of(job.run()), done).open());
            buttons.add(button);
        });
        var menu = new MenuBar();
        var root = menu.addItem(JobWords.text("admin.job.more"));
        Arrays.stream(JobAction.values())
                .forEach(action -> root.getSubMenu()
                        .addItem(
                                JobWords.text("admin.action." + action.key()),
                                click -> new ActionDialog(actions, times, action, List.of(job.run()), done).open()));
        buttons.add(menu);
        return buttons.toArray(Component[]::new);
    }

    private static List<JobAction> best(JobRecord job, JobActions actions) {
        var candidates = switch (job.state()) {
            case FAILED, STOPPED -> List.of(JobAction.RERUN_PARTS, JobAction.RESTART, JobAction.NEW_RUN);
            case RUNNING, QUEUED, WAITING -> List.of(JobAction.RECOVER, JobAction.STOP);
            case COMPLETED -> List.of(JobAction.NEW_RUN);
        };
        return candidates.stream()
                .filter(action -> action == JobAction.NEW_RUN
                        || actions.plan(new ActionRequest(action, job.run(), "?"))
                                .isPossible())
                .limit(1)
                .toList();
    }
}
