package app.ayka.digests.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.LiveUpdates;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.Panes;
import app.ayka.base.ui.TimeWords;
import app.ayka.digests.EmailLog;
import app.ayka.digests.LoggedMail;
import app.ayka.digests.MailId;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingId;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was sent, to whom, and how it looks there. */
@Route("mail/:id?")
@Menu(title = "digests.nav", order = 4, icon = "mail")
@PermitAll
class MailView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final int MOST = 200;

    private final EmailLog mails;
    private final TimeWords times;
    private final VirtualList<LoggedMail> list = new VirtualList<>();
    private final Div place = new Div();
    private final Panes panes;
    private @Nullable MailId open;

    MailView(EmailLog mails, TimeWords times, ProcessingProgress progress, CurrentUser currentUser) {
        this.mails = mails;
        this.times = times;
        addClassNames("page", "list-page", "mail-page");
        list.addClassName("rows");
        list.setItemAccessibleNameGenerator(LoggedMail::subject);
        place.addClassName("list-place");
        panes = new Panes(place, nothingChosen());
        add(new PageHeader(getTranslation("digests.title")), panes);
        var user = currentUser.require();
        LiveUpdates.<RecordingId>follow(
                this, listener -> progress.onChange(user, listener)::close, changed -> refresh());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        open = event.getRouteParameters().get("id").flatMap(MailView::parse).orElse(null);
        refresh();
        show();
    }

    private void show() {
        Optional.ofNullable(open)
                .flatMap(mails::preview)
                .ifPresentOrElse(
                        preview -> panes.open(new MailCard(mails, times, preview, this::changed)),
                        () -> panes.close(nothingChosen()));
    }

    private void changed() {
        refresh();
        show();
    }

    private void refresh() {
        var found = mails.list(MOST);
        place.removeAll();
        panes.setVisible(!found.isEmpty());
        getChildren().filter(EmptyState.class::isInstance).findFirst().ifPresent(this::remove);
        if (found.isEmpty()) {
            add(new EmptyState(Icon.MAIL, getTranslation("digests.empty"), getTranslation("digests.empty.text")));
            return;
        }
        list.setRenderer(MailRow.renderer(times, open));
        list.setItems(found);
        place.add(list);
    }

    private EmptyState nothingChosen() {
        return new EmptyState(Icon.MAIL, getTranslation("digests.choose"), getTranslation("digests.choose.text"));
    }

    private static Optional<MailId> parse(String id) {
        try {
            return Optional.of(new MailId(UUID.fromString(id)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("digests.title") + " · AYKA";
    }
}
