package app.ayka.admin.ui;

import app.ayka.base.ui.LiveUpdates;
import app.ayka.base.ui.RowTemplate;
import app.ayka.base.ui.Toasts;
import app.ayka.base.ui.Tone;
import app.ayka.jobs.console.ActionRequest;
import app.ayka.jobs.console.ActionResult;
import app.ayka.jobs.console.JobActions;
import app.ayka.jobs.console.JobActions.RunResult;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.virtuallist.VirtualList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The same done to many jobs, one after the other: how far it is and what came of each, those first that were not done.
 * Closed before the end it goes on and says at the end what came of it; all is in the book of actions anyway.
 */
class BulkDialog extends Dialog {

    private static final String ROW = """
            <a class="bulk-result" href=${item.href} target="_blank" title=${item.id}>
              <span class="chip" data-tone=${item.tone}>${item.outcome}</span>
              <span class="job-id">${item.shortId}</span>
              <span class="bulk-words">${item.words}</span>
            </a>""";

    private final int all;
    private final transient Runnable changed;
    private final transient List<RunResult> results = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private int listed;
    private final Paragraph words = new Paragraph();
    private final ProgressBar bar;
    private final VirtualList<RunResult> list = new VirtualList<>();
    private final Button stop = new Button(getTranslation("admin.bulk.stop"), click -> end());
    private final Button close = new Button(getTranslation("base.close"), click -> close());

    /** @param changed is run when the dialog is closed and at the end */
    BulkDialog(JobActions actions, ActionRequest request, List<RunId> runs, Runnable changed) {
        this.all = Math.min(runs.size(), JobActions.MOST);
        this.changed = changed;
        this.bar = new ProgressBar(0, all, 0);
        setHeaderTitle(getTranslation("admin.action." + request.action().key() + ".title"));
        setWidth("min(44rem, 94vw)");
        setCloseOnOutsideClick(false);
        words.getElement().setAttribute("role", "status");
        words.addClassName("bulk-count");
        bar.getElement().setAttribute("aria-label", getTranslation("admin.bulk.progress"));
        list.addClassName("bulk-results");
        list.setRenderer(RowTemplate.<RunResult>of(ROW)
                .withProperty("id", one -> one.run().toString())
                .withProperty("href", one -> "jobs/" + one.run())
                .withProperty("shortId", one -> JobWords.shortly(one.run()))
                .withProperty("tone", one -> tone(one.result()).key())
                .withProperty("outcome", one -> JobWords.text("admin.outcome." + outcome(one.result())))
                .withProperty("words", one -> one.result().words()));
        list.setItemAccessibleNameGenerator(one -> JobWords.shortly(one.run()) + ": "
                + JobWords.text("admin.outcome." + outcome(one.result())) + ", "
                + one.result().words());
        var body = new Div(words, bar, list);
        body.addClassNames("stack", "action-body");
        add(body);
        close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(stop, close);
        count();
        LiveUpdates.<RunResult>follow(this, listener -> begin(actions, request, runs, listener::accept), this::show);
        addDetachListener(detached -> this.changed.run());
    }

    private Runnable begin(
            JobActions actions,
            ActionRequest request,
            List<RunId> runs,
            java.util.function.Consumer<RunResult> listener) {
        Thread.ofVirtual().name("ayka-bulk").start(actions.bulk(request, runs, result -> {
            listener.accept(result);
            return !ended.get();
        }));
        return () -> {};
    }

    private void show(Set<RunResult> news) {
        results.addAll(news);
        if (results.size() == all) {
            end();
        }
        count();
        list();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            stop.setVisible(false);
            count();
            list();
            if (!isAttached()) {
                Toasts.tell(said());
            }
            changed.run();
        }
    }

    private void count() {
        words.setText(said());
        bar.setValue(results.size());
    }

    /** While it goes on only what was not done, so that nobody reads in a list that moves. */
    private void list() {
        var rows = results.stream()
                .filter(one -> ended.get() || !(one.result() instanceof ActionResult.Done))
                .sorted(Comparator.comparing(one -> one.result() instanceof ActionResult.Done))
                .toList();
        if (rows.size() != listed) {
            listed = rows.size();
            list.setItems(rows);
        }
    }

    private String said() {
        var done = results.stream()
                .filter(one -> one.result() instanceof ActionResult.Done)
                .count();
        var failed = results.stream()
                .filter(one -> one.result() instanceof ActionResult.Failed)
                .count();
        return getTranslation("admin.bulk.said", results.size(), all, done, results.size() - done - failed, failed);
    }

    private static String outcome(ActionResult result) {
        return switch (result) {
            case ActionResult.Done done -> "done";
            case ActionResult.Refused refused -> "refused";
            case ActionResult.Failed failed -> "failed";
        };
    }

    private static Tone tone(ActionResult result) {
        return switch (result) {
            case ActionResult.Done done -> Tone.GOOD;
            case ActionResult.Refused refused -> Tone.WARNING;
            case ActionResult.Failed failed -> Tone.BAD;
        };
    }
}
