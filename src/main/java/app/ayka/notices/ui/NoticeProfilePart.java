package app.ayka.notices.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.ui.ProfilePart;
import app.ayka.base.ui.TimeWords;
import app.ayka.notices.NoticeChoices;
import app.ayka.notices.NoticeNews;
import app.ayka.notices.Notices;
import app.ayka.notices.push.PushKeys;
import app.ayka.notices.push.PushSubscriptions;
import com.vaadin.flow.component.Component;
import org.springframework.security.core.context.SecurityContextHolder;

/** Puts the choices about notices on the profile page. */
@org.springframework.stereotype.Component
class NoticeProfilePart implements ProfilePart {

    private final NoticeChoices choices;
    private final PushSubscriptions subscriptions;
    private final PushKeys keys;
    private final Notices notices;
    private final NoticeNews news;
    private final TimeWords times;
    private final CurrentUser currentUser;

    NoticeProfilePart(
            NoticeChoices choices,
            PushSubscriptions subscriptions,
            PushKeys keys,
            Notices notices,
            NoticeNews news,
            TimeWords times,
            CurrentUser currentUser) {
        this.choices = choices;
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.notices = notices;
        this.news = news;
        this.times = times;
        this.currentUser = currentUser;
    }

    @Override
    public Component create() {
        var login = SecurityContextHolder.getContext().getAuthentication();
        var administrator = login != null
                && login.getAuthorities().stream().anyMatch(authority -> "ROLE_ADMIN".equals(authority.getAuthority()));
        return new NoticeCard(choices, subscriptions, keys, notices, news, times, currentUser, administrator);
    }
}
