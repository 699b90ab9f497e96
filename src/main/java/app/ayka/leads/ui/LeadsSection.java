package app.ayka.leads.ui;

import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.leads.Evidence;
import app.ayka.leads.LeadDetails;
import app.ayka.leads.Leads;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.recordings.ui.RecordingSection;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.spring.annotation.SpringComponent;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

/** Who came out of this conversation, with the words that say so; a press on them plays the second. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(10)
class LeadsSection extends RecordingSection {

    private static final int QUOTES = 3;

    private final Leads leads;
    private final TimeWords times;
    private final Div content = new Div();

    LeadsSection(Leads leads, TimeWords times) {
        this.leads = leads;
        this.times = times;
        addClassName("card");
        content.addClassName("found-leads");
        add(new H2(getTranslation("leads.title")), content);
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public void show(Page page) {
        content.removeAll();
        var found = leads.ofRecording(page.recording().id());
        var looked = page.steps().stream()
                .anyMatch(step -> step.step() == Step.LEADS
                        && (step.state() == StepState.DONE || step.state() == StepState.REUSED));
        setVisible(looked || !found.isEmpty());
        if (found.isEmpty()) {
            var nobody = new Paragraph(getTranslation("leads.nobody"));
            nobody.addClassNames("muted", "small");
            content.add(nobody);
        }
        found.forEach(lead -> content.add(block(page, lead)));
    }

    private Div block(Page page, LeadDetails lead) {
        var name = new Anchor("leads/" + lead.id(), lead.name());
        name.addClassName("lead-name");
        var position = new Span(LeadRow.position(lead.role(), lead.company()));
        position.addClassNames("muted", "small");
        var block = new Div(new Div(name, position));
        block.addClassName("found-lead");
        var next = lead.nextStep();
        var due = lead.due();
        if (next != null) {
            var line = new Div(Icon.CHECK.create(), new Div(new Span(next)));
            line.addClassName("next-step");
            if (due != null) {
                line.add(DueDay.of(due, times).mark());
            }
            block.add(line);
        }
        lead.evidence().stream().limit(QUOTES).forEach(moment -> block.add(quote(page, moment)));
        return block;
    }

    private NativeButton quote(Page page, Evidence moment) {
        var at = new Span(TimeWords.position(moment.startMs()));
        at.addClassName("moment-link");
        var button = new NativeButton("", click -> page.play(moment.startMs()));
        button.add(new Span(getTranslation("leads.quote", moment.quote())), at);
        button.addClassNames("quote", "quote-button");
        button.setAriaLabel(getTranslation("leads.hear.words", moment.quote(), TimeWords.position(moment.startMs())));
        return button;
    }
}
