package app.ayka.notices.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.ui.ShellPart;
import app.ayka.base.ui.TimeWords;
import app.ayka.notices.NoticeNews;
import app.ayka.notices.Notices;
import app.ayka.notices.push.PushKeys;
import app.ayka.notices.push.PushSubscriptions;
import com.vaadin.flow.component.Component;

/** Puts the bell on every page. */
@org.springframework.stereotype.Component
class NoticeBellPart implements ShellPart {

    private final Notices notices;
    private final NoticeNews news;
    private final PushSubscriptions subscriptions;
    private final PushKeys keys;
    private final TimeWords times;
    private final CurrentUser currentUser;

    NoticeBellPart(
            Notices notices,
            NoticeNews news,
            PushSubscriptions subscriptions,
            PushKeys keys,
            TimeWords times,
            CurrentUser currentUser) {
        this.notices = notices;
        this.news = news;
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.times = times;
        this.currentUser = currentUser;
    }

    @Override
    public Component create() {
        return new NoticeBell(notices, news, subscriptions, keys, times, currentUser);
    }

    @Override
    public Place place() {
        return Place.TOP;
    }
}
