package app.ayka.leads.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.leads.Evidence;
import app.ayka.leads.Finding.Field;
import app.ayka.leads.LeadDetails;
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

    LeadFacts(LeadDetails lead, TimeWords times) {
        this.lead = lead;
        addClassNames("facts", "lead-facts");
        var due = lead.due();
        var next = lead.nextStep();
        if (next != null) {
            fact("next", Field.NEXT_STEP, new Span(next), due == null ? null : day(due, times));
        } else if (due != null) {
            fact("next", Field.DUE, day(due, times), null);
        }
        texts("needs", Field.NEEDS, lead.needs());
        texts("offers", Field.OFFERS, lead.offers());
        link("email", Field.EMAIL, lead.email(), "mailto:");
        link("phone", Field.PHONE, lead.phone(), "tel:");
        var url = lead.url();
        if (url != null) {
            link("url", Field.URL, url, url.startsWith("http://") || url.startsWith("https://") ? "" : "https://");
        }
    }

    private Span day(java.time.LocalDate due, TimeWords times) {
        var day = new Span(getTranslation("leads.due", times.day(due)));
        day.addClassName("due");
        return day;
    }

    private void texts(String key, Field field, List<String> texts) {
        if (!texts.isEmpty()) {
            var lines = new Div();
            texts.forEach(text -> lines.add(new Div(text)));
            fact(key, field, lines, null);
        }
    }

    private void link(String key, Field field, @Nullable String text, String scheme) {
        if (text != null) {
            var link = new Anchor(scheme + text, text);
            link.setRouterIgnore(true);
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
