package app.ayka.notices.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.LiveUpdates;
import app.ayka.base.ui.TimeWords;
import app.ayka.notices.NoticeNews;
import app.ayka.notices.Notices;
import app.ayka.notices.push.PushKeys;
import app.ayka.notices.push.PushSubscriptions;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;

/** The bell at the top of every page: how many notices are unread, and behind it what they say. */
@StyleSheet("styles/notices.css")
class NoticeBell extends Div {

    private static final int MOST = 99;

    private final transient Notices notices;
    private final Button button = new Button(Icon.BELL.create());
    private final Span count = new Span();
    private final NoticePanel panel;
    private final Popover popover = new Popover();
    private final PushHere here;

    NoticeBell(
            Notices notices,
            NoticeNews news,
            PushSubscriptions subscriptions,
            PushKeys keys,
            TimeWords times,
            CurrentUser currentUser) {
        this.notices = notices;
        here = new PushHere(subscriptions, keys, (state, endpoint) -> {});
        here.getElement().setAttribute("data-opens", true);
        here.getElement()
                .addEventListener(
                        "ayka-push-open",
                        pressed -> open(
                                pressed.getEventData().path("event.detail.link").asString("")))
                .addEventData("event.detail.link");
        addClassName("notice-bell");
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        count.addClassName("notice-count");
        count.getElement().setAttribute("aria-hidden", "true");
        panel = new NoticePanel(notices, times, popover::close);
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setModal(true);
        popover.setAutofocus(true);
        popover.setAriaLabel(getTranslation("notices.bell"));
        popover.addClassName("notice-popover");
        popover.add(panel);
        popover.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                panel.refresh();
            }
        });
        add(button, count, popover, here);
        refresh();
        var user = currentUser.require();
        LiveUpdates.<UserId>follow(this, listener -> news.onChange(user, listener)::close, changed -> {
            refresh();
            if (popover.isOpened()) {
                panel.refresh();
            }
        });
    }

    private void refresh() {
        var unread = notices.unread();
        count.setText(unread > MOST ? MOST + "+" : String.valueOf(unread));
        count.setVisible(unread > 0);
        var name = unread == 0 ? getTranslation("notices.bell") : getTranslation("notices.bell.unread", unread);
        button.setAriaLabel(name);
        button.setTooltipText(name);
        here.getElement().callJsFunction("unread", unread);
    }

    /** A push was pressed; the page goes there without being loaded anew, so that a recording goes on. */
    private void open(String link) {
        if (link.startsWith("/") && !link.startsWith("//")) {
            getUI().ifPresent(ui -> ui.navigate(link.substring(1)));
        }
    }
}
