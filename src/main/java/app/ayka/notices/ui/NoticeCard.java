package app.ayka.notices.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import app.ayka.base.ui.LiveUpdates;
import app.ayka.base.ui.TimeWords;
import app.ayka.notices.Channel;
import app.ayka.notices.NoticeChoices;
import app.ayka.notices.NoticeKind;
import app.ayka.notices.NoticeNews;
import app.ayka.notices.Notices;
import app.ayka.notices.push.PushKeys;
import app.ayka.notices.push.PushSubscriptions;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import java.util.Locale;
import java.util.Set;

/** What a user wants to hear of, where and when. Every choice counts at once. */
class NoticeCard extends Section {

    private final transient NoticeChoices choices;

    NoticeCard(
            NoticeChoices choices,
            PushSubscriptions subscriptions,
            PushKeys keys,
            Notices notices,
            NoticeNews news,
            TimeWords times,
            CurrentUser currentUser,
            boolean administrator) {
        this.choices = choices;
        setId("notices");
        addClassNames("card", "notice-card");
        var line = new Paragraph(getTranslation("notices.card.line"));
        line.addClassNames("muted", "small");
        var kinds = new Div();
        kinds.addClassName("notice-kinds");
        NoticeKind.chosenBy(administrator).forEach(kind -> kinds.add(channels(kind)));
        var browsers = new BrowserList(subscriptions, keys, notices, times);
        var when = new Div(new H3(getTranslation("notices.card.when")), new NoticeHabitForm(choices));
        when.addClassName("notice-part");
        var where = new Div(new H3(getTranslation("notices.card.browsers")), browsers);
        where.addClassName("notice-part");
        var more = new Div(when, where);
        more.addClassName("notice-more");
        add(new H2(getTranslation("notices.card.title")), line, kinds, more);
        var user = currentUser.require();
        LiveUpdates.<UserId>follow(
                this, listener -> news.onChange(user, listener)::close, changed -> browsers.refresh());
    }

    private CheckboxGroup<Channel> channels(NoticeKind kind) {
        var group = new CheckboxGroup<Channel>(getTranslation("notices." + kind.key() + ".name"));
        group.addClassName("notice-kind");
        group.setItems(Channel.values());
        group.setItemLabelGenerator(channel -> getTranslation("notices.channel." + channel(kind, channel)));
        group.setValue(choices.of(kind));
        group.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                keep(kind, change.getOldValue(), change.getValue());
            }
        });
        return group;
    }

    private static String channel(NoticeKind kind, Channel channel) {
        return kind == NoticeKind.RECORDING_READY && channel == Channel.MAIL
                ? "summary"
                : channel.name().toLowerCase(Locale.ROOT);
    }

    private void keep(NoticeKind kind, Set<Channel> before, Set<Channel> now) {
        for (var channel : Channel.values()) {
            if (before.contains(channel) != now.contains(channel)) {
                choices.choose(kind, channel, now.contains(channel));
            }
        }
    }
}
