package app.ayka.leads.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.leads.Evidence;
import app.ayka.leads.Finding.Field;
import app.ayka.leads.LeadDetails;
import app.ayka.recordings.RecordingSummary;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a lead, each line with the moment it was said, or marked as the user's own words. */
class LeadFacts extends DescriptionList {

    private final LeadDetails lead;

    /** @param met the conversation; null when it is not known */
    LeadFacts(LeadDetails lead, TimeWords times, @Nullable RecordingSummary met) {
        this.lead = lead;
        addClassNames("facts", "lead-facts");
        var due = lead.due();
        var next = lead.nextStep();
        if (next != null) {
            fact(
                    "next",
                    Field.NEXT_STEP,
                    value(next),
                    due == null ? null : DueDay.of(due, times).mark());
        } else if (due != null) {
            fact("next", Field.DUE, DueDay.of(due, times).mark(), null);
        }
        texts("needs", Field.NEEDS, lead.needs());
        texts("offers", Field.OFFERS, lead.offers());
        link("email", Field.EMAIL, lead.email(), "mailto:");
        link("phone", Field.PHONE, lead.phone(), "tel:");
        var url = lead.url();
        if (url != null) {
            link("url", Field.URL, url, url.startsWith("http://") || url.startsWith("https://") ? "" : "https://");
        }
        if (met != null) {
            var conversation = new Anchor("recordings/" + met.id(), met.title());
            conversation.addClassName("text-link");
            var when = new Span(times.when(met.recordedAt()));
            when.addClassNames("muted", "small");
            add(new Term(getTranslation("leads.met")), new Description(conversation, when));
        }
    }

    private static Component value(String text) {
        var value = new Span(text);
        value.addClassName("value");
        return value;
    }

    private void texts(String key, Field field, List<String> texts) {
        if (!texts.isEmpty()) {
            var lines = new Div();
            texts.forEach(text -> {
                var one = new Div(text);
                one.addClassName("value");
                lines.add(one);
            });
            fact(key, field, lines, null);
        }
    }

    private void link(String key, Field field, @Nullable String text, String scheme) {
        if (text != null) {
            var link = new Anchor(scheme + text, text);
            link.setRouterIgnore(true);
            link.addClassName("text-link");
            fact(key, field, link, null);
        }
    }

    private void fact(String key, Field field, Component value, @Nullable Component beside) {
        var description = new Description();
        description.add(value);
        if (beside != null) {
            description.add(beside);
        }
        lead.evidenceOf(field).ifPresent(moment -> description.add(moment(moment)));
        if (lead.edited().contains(field)) {
            var yours = new Span(getTranslation("leads.yours"));
            yours.addClassNames("small", "muted");
            description.add(yours);
        }
        add(new Term(getTranslation("leads.field." + key)), description);
    }

    private static Component moment(Evidence moment) {
        return EvidenceQuote.link(moment);
    }
}
