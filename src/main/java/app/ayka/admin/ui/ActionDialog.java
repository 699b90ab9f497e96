package app.ayka.admin.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.jobs.console.ActionPlan;
import app.ayka.jobs.console.ActionRequest;
import app.ayka.jobs.console.ActionResult;
import app.ayka.jobs.console.JobAction;
import app.ayka.jobs.console.JobActions;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Says what an action would do and about how long that takes, asks why, and does it. */
class ActionDialog extends Dialog {

    private static final int MOST_LOOKED_AT = 100;
    private static final int MOST_SHOWN = 4;
    private static final int LONGEST_REASON = 500;

    private final transient JobActions actions;
    private final transient TimeWords times;
    private final JobAction action;
    private final transient List<RunId> runs;
    private final transient Runnable done;
    private final Div preview = new Div();
    private final TextArea reason = new TextArea(getTranslation("admin.action.reason"));
    private final Button confirm;
    private final ActionFields fields;

    ActionDialog(JobActions actions, TimeWords times, JobAction action, List<RunId> runs, Runnable done) {
        this.actions = actions;
        this.times = times;
        this.action = action;
        this.runs = runs;
        this.done = done;
        setHeaderTitle(getTranslation("admin.action." + action.key() + ".title"));
        setWidth("min(34rem, 94vw)");
        preview.addClassName("action-preview");
        preview.getElement().setAttribute("role", "status");
        fields = new ActionFields(action, this::look);
        reason.setWidthFull();
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(LONGEST_REASON);
        reason.setMinRows(2);
        reason.setHelperText(getTranslation("admin.action.reason.help"));
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        reason.addValueChangeListener(change -> enable());
        var line = new Paragraph(getTranslation("admin.action." + action.key() + ".line"));
        line.addClassName("muted");
        var body = new Div(line, fields, preview, reason);
        body.addClassNames("stack", "action-body");
        add(body);
        confirm = new Button(getTranslation("admin.action." + action.key() + ".do"), click -> perform());
        confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        if (action == JobAction.ABANDON || action == JobAction.STOP) {
            confirm.addThemeVariants(ButtonVariant.LUMO_ERROR);
        }
        getFooter().add(new Button(getTranslation("base.cancel"), click -> close()), confirm);
        look();
    }

    private boolean possible;

    /** What would happen by what is chosen now. */
    private void look() {
        preview.removeAll();
        if (runs.size() == 1) {
            var plan = plan(runs.getFirst());
            possible = plan.isPossible();
            show(plan);
        } else {
            lookAtMany();
        }
        reason.setVisible(possible);
        enable();
    }

    private void enable() {
        confirm.setEnabled(possible && !reason.getValue().isBlank());
    }

    private ActionPlan plan(RunId run) {
        return actions.plan(new ActionRequest(action, run, "?", fields.parameters()));
    }

    private void show(ActionPlan plan) {
        var refusal = plan.refusal();
        if (refusal != null) {
            preview.add(new Paragraph(refusal));
            preview.getElement().setAttribute("data-tone", "warning");
            return;
        }
        preview.getElement().removeAttribute("data-tone");
        plan.items()
                .forEach(item -> preview.add(new Paragraph(
                        getTranslation("admin.plan.item", JobWords.step(item.step()), item.number() + 1, item.why()))));
        var about = plan.about();
        if (plan.redo().isEmpty()) {
            preview.add(new Paragraph(getTranslation("admin.plan.nothing")));
            return;
        }
        var steps = new UnorderedList(plan.redo().stream().map(this::item).toArray(ListItem[]::new));
        steps.addClassName("plan-steps");
        var title = new Paragraph(
                about == null
                        ? getTranslation("admin.plan.unknown")
                        : getTranslation("admin.plan.about", JobWords.about(about, times)));
        title.addClassName("plan-about");
        preview.add(title, steps);
    }

    private ListItem item(ActionPlan.Redo redo) {
        var name = new Span(JobWords.step(redo.step()));
        var what = redo.done() > 0
                ? getTranslation("admin.plan.parts.some", redo.todo(), redo.todo() + redo.done(), redo.done())
                : redo.todo() > 1 ? getTranslation("admin.plan.parts", redo.todo()) : "";
        var parts = new Span(what);
        parts.addClassNames("muted", "small");
        var about = redo.about();
        var time = new Span(about == null ? "" : JobWords.about(about, times));
        time.addClassNames("muted", "small", "plan-time");
        return new ListItem(name, parts, time);
    }

    private void lookAtMany() {
        var looked = runs.stream().limit(MOST_LOOKED_AT).map(this::plan).toList();
        var can = looked.stream().filter(ActionPlan::isPossible).toList();
        possible = !can.isEmpty() || runs.size() > looked.size();
        preview.getElement().removeAttribute("data-tone");
        preview.add(new Paragraph(
                runs.size() > MOST_LOOKED_AT
                        ? getTranslation("admin.plan.many.first", runs.size(), looked.size(), can.size())
                        : getTranslation("admin.plan.many", runs.size(), can.size())));
        var known = can.stream().filter(plan -> plan.about() != null).toList();
        var sum = known.stream()
                .mapToLong(plan -> plan.about() == null ? 0 : plan.about().toMillis())
                .sum();
        if (sum > 0 && known.size() == can.size()) {
            var whole = Duration.ofMillis(sum * runs.size() / looked.size());
            preview.add(new Paragraph(getTranslation("admin.plan.about.many", JobWords.about(whole, times))));
        }
        refusals(looked.stream()
                .filter(plan -> !plan.isPossible())
                .collect(Collectors.groupingBy(plan -> String.valueOf(plan.refusal()), Collectors.counting())));
    }

    private void refusals(java.util.Map<String, Long> byWords) {
        if (!byWords.isEmpty()) {
            var list = new UnorderedList();
            list.addClassName("plan-steps");
            byWords.entrySet().stream()
                    .sorted(java.util.Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(MOST_SHOWN)
                    .forEach(entry -> list.add(
                            new ListItem(getTranslation("admin.plan.refused", entry.getValue(), entry.getKey()))));
            preview.add(list);
        }
    }

    private void perform() {
        var first = new ActionRequest(action, runs.getFirst(), reason.getValue(), fields.parameters());
        close();
        if (runs.size() == 1) {
            tell(actions.act(first));
            done.run();
        } else {
            new BulkDialog(actions, first, runs, done).open();
        }
    }

    private static void tell(ActionResult result) {
        switch (result) {
            case ActionResult.Done good
            when good.newRun() != null ->
                Toasts.offer(
                        good.words(),
                        JobWords.text("admin.action.show"),
                        () -> com.vaadin.flow.component.UI.getCurrent().navigate("jobs/" + good.newRun()));
            case ActionResult.Done good -> Toasts.tell(good.words());
            case ActionResult.Refused refused -> Toasts.trouble(refused.words());
            case ActionResult.Failed failed -> Toasts.trouble(failed.words());
        }
    }
}
