package app.ayka.notices.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.notices.NoticeDraft;
import app.ayka.notices.NoticeKind;
import app.ayka.notices.Notices;
import app.ayka.notices.push.PushKeys;
import app.ayka.notices.push.PushSubscription;
import app.ayka.notices.push.PushSubscriptions;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.Locale;
import java.util.UUID;

/** The browsers and phones that take pushes; switching this one on and off, and trying it. */
class BrowserList extends Div {

    private final transient PushSubscriptions subscriptions;
    private final transient Notices notices;
    private final transient TimeWords times;
    private final Paragraph state = new Paragraph();
    private final Button on = new Button(getTranslation("notices.push.on"));
    private final Button off = new Button(getTranslation("notices.push.off"));
    private final Button test = new Button(getTranslation("notices.push.test"), click -> test());
    private final UnorderedList list = new UnorderedList();
    private final PushHere here;
    private String hereEndpoint = "";

    BrowserList(PushSubscriptions subscriptions, PushKeys keys, Notices notices, TimeWords times) {
        this.subscriptions = subscriptions;
        this.notices = notices;
        this.times = times;
        addClassName("notice-browsers");
        state.addClassNames("muted", "small");
        state.getElement().setAttribute("role", "status");
        list.addClassName("device-list");
        on.getElement().setAttribute("data-push", "on"); // the browser asks only when it was pressed
        on.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        off.getElement().setAttribute("data-push", "off");
        here = new PushHere(subscriptions, keys, this::show);
        here.addClassName("notice-here");
        here.add(on, off);
        var actions = new Div(here, test);
        actions.addClassName("notice-actions");
        add(state, actions, list);
        show(subscriptions.isStaying() ? PushHere.State.OFF : PushHere.State.NOT_STAYING, "");
    }

    private void show(PushHere.State how, String endpoint) {
        var known = how == PushHere.State.OFF && !subscriptions.isStaying() ? PushHere.State.NOT_STAYING : how;
        hereEndpoint = endpoint;
        state.setText(getTranslation(
                "notices.push.state." + known.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        on.setVisible(known == PushHere.State.OFF || known == PushHere.State.FAILED);
        off.setVisible(known == PushHere.State.ON);
        refresh();
    }

    void refresh() {
        var all = subscriptions.list();
        list.removeAll();
        all.forEach(subscription -> list.add(row(subscription)));
        test.setVisible(!all.isEmpty());
    }

    private ListItem row(PushSubscription subscription) {
        var isHere = subscription.endpoint().equals(hereEndpoint);
        var name =
                new Span(isHere ? getTranslation("notices.push.this", subscription.device()) : subscription.device());
        name.addClassName("device-name");
        var accepted = subscription.acceptedAt();
        var line = new Span(
                accepted == null
                        ? getTranslation("notices.push.never", times.when(subscription.since()))
                        : getTranslation("notices.push.reached", times.when(accepted)));
        line.addClassNames("muted", "small");
        var remove = new Button(getTranslation("notices.push.remove"), click -> {
            subscriptions.remove(subscription.id());
            if (isHere) {
                here.getElement().callJsFunction("forget");
            }
            refresh();
        });
        remove.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        remove.setAriaLabel(getTranslation("notices.push.remove-of", subscription.device()));
        return new ListItem(new Div(name, line), remove);
    }

    private void test() {
        var many = subscriptions.list().size();
        notices.tell(new NoticeDraft(NoticeKind.TEST, UUID.randomUUID().toString(), null, "", "", 0));
        Toasts.tell(getTranslation("notices.push.tested", many));
    }
}
