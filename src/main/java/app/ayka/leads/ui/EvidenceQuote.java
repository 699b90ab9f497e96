package app.ayka.leads.ui;

import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.leads.Evidence;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;

/** Words as they were said, and the way to the second. */
class EvidenceQuote extends Div {

    @Tag("blockquote")
    private static final class Words extends HtmlContainer {

        Words(String text) {
            setText(text);
        }
    }

    EvidenceQuote(Evidence moment) {
        addClassName("quote");
        add(new Words(I18NProvider.translate("leads.quote", moment.quote())), link(moment));
    }

    /** Opens the recording at the moment. */
    static Anchor link(Evidence moment) {
        var at = TimeWords.position(moment.startMs());
        var link = new Anchor(
                "recordings/" + moment.recording() + "?t=" + moment.startMs(), Icon.PLAY.create(), new Span(at));
        link.addClassName("moment-link");
        link.setAriaLabel(I18NProvider.translate("leads.hear", at));
        return link;
    }
}
