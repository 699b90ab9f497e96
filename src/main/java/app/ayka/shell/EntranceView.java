package app.ayka.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.HasDynamicTitle;

/** The frame of the pages before anybody is signed in: what AYKA is on one side, one thing to do on the other. */
@StyleSheet("entrance.css")
abstract class EntranceView extends Main implements HasDynamicTitle {

    private final Div card = new Div();
    private final String titleKey;

    EntranceView(String titleKey) {
        this.titleKey = titleKey;
        addClassName("entrance");
        card.addClassName("entrance-card");
        add(promise(), new Div(card) {
            {
                addClassName("entrance-side");
            }
        });
    }

    final HasComponents card() {
        return card;
    }

    final void open(String headlineKey, String introText, Component... content) {
        card.removeAll();
        var intro = new Paragraph(introText);
        intro.addClassName("entrance-intro");
        card.add(logo(), new H2(getTranslation(headlineKey)), intro);
        card.add(content);
    }

    private Div promise() {
        var points = new UnorderedList();
        for (var point : new String[] {"heard", "proof", "decide"}) {
            points.add(new ListItem(getTranslation("shell.entrance." + point)));
        }
        var promise = new Div(logo(), new H1(getTranslation("shell.entrance.promise")), points);
        promise.addClassName("entrance-promise");
        return promise;
    }

    private static Html logo() {
        return new Html("""
                <div class="entrance-logo"><svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
                <rect width="32" height="32" rx="9" fill="currentColor" opacity=".14"/>
                <g stroke="currentColor" stroke-width="2.6" stroke-linecap="round">
                <path d="M8 14v4M12 10.5v11M16 7v18M20 11.5v9M24 14v4"/></g></svg><span>AYKA</span></div>""");
    }

    @Override
    public String getPageTitle() {
        return getTranslation(titleKey) + " · AYKA";
    }
}
