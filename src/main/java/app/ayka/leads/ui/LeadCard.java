package app.ayka.leads.ui;

import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.leads.LeadDetails;
import app.ayka.leads.LeadState;
import app.ayka.leads.Leads;
import app.ayka.recordings.RecordingSummary;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** One lead: what is known, the moment behind each line, and what to do with it. */
class LeadCard extends Article {

    private final Leads leads;
    private final TimeWords times;
    private final Runnable changed;
    private final @Nullable RecordingSummary met;
    private LeadDetails lead;
    private boolean editing;

    /** @param met the conversation that the lead came out of; null when it is not known */
    LeadCard(Leads leads, TimeWords times, LeadDetails lead, @Nullable RecordingSummary met, Runnable changed) {
        this.leads = leads;
        this.times = times;
        this.lead = lead;
        this.met = met;
        this.changed = changed;
        addClassNames("card", "lead-card");
        read();
    }

    boolean isEditing() {
        return editing;
    }

    private void read() {
        editing = false;
        removeAll();
        var name = new H2(lead.name());
        var position = new Paragraph(LeadRow.position(lead.role(), lead.company()));
        position.addClassName("muted");
        var back = new Anchor("leads", Icon.BACK.create(), new Span(getTranslation("leads.title")));
        back.addClassNames("back-link", "pane-back");
        var head = new Div(name, position);
        head.addClassName("lead-head");
        add(back, new Div(head, actions()) {
            {
                addClassName("lead-top");
            }
        });
        if (lead.state() == LeadState.DISMISSED) {
            add(new Paragraph(getTranslation("leads.dismissed.note")));
        }
        add(new LeadFacts(lead, times, met), new Div(new H2(getTranslation("leads.evidence"))) {
            {
                addClassName("lead-evidence");
                lead.evidence().forEach(moment -> add(new EvidenceQuote(moment)));
                if (lead.evidence().isEmpty()) {
                    add(new Paragraph(getTranslation("leads.evidence.none")));
                }
            }
        });
    }

    private Component actions() {
        var edit = new Button(getTranslation("leads.edit"), Icon.EDIT.create(), click -> edit());
        var actions = new Div();
        actions.addClassName("page-actions");
        switch (lead.state()) {
            case NEW, GONE -> {
                var keep = new Button(getTranslation("leads.keep"), Icon.CHECK.create(), click -> keep());
                keep.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
                actions.add(keep, edit, dismissButton());
            }
            case KEPT -> actions.add(edit, dismissButton());
            case DISMISSED ->
                actions.add(new Button(getTranslation("leads.reopen"), Icon.REDO.create(), click -> {
                    leads.reopen(lead.id());
                    changed.run();
                }));
        }
        return actions;
    }

    private Button dismissButton() {
        return new Button(getTranslation("leads.dismiss"), Icon.CLOSE.create(), click -> dismiss());
    }

    private void keep() {
        leads.keep(lead.id());
        changed.run();
        Toasts.undoable(getTranslation("leads.kept", lead.name()), this::reopen);
    }

    private void dismiss() {
        var before = lead.state();
        leads.dismiss(lead.id());
        changed.run();
        Toasts.undoable(getTranslation("leads.dismissed", lead.name()), () -> {
            if (before == LeadState.KEPT) {
                leads.keep(lead.id());
                changed.run();
            } else {
                reopen();
            }
        });
    }

    private void reopen() {
        leads.reopen(lead.id());
        changed.run();
    }

    private void edit() {
        editing = true;
        removeAll();
        add(new LeadForm(
                leads,
                lead,
                saved -> {
                    lead = saved;
                    editing = false;
                    changed.run();
                },
                this::read));
    }
}
