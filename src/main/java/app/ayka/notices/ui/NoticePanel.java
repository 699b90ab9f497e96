package app.ayka.notices.ui;

import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.notices.Notice;
import app.ayka.notices.NoticeKind;
import app.ayka.notices.NoticeWords;
import app.ayka.notices.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** What the bell tells: notices by day, newest first; each opens what it is about and is read then. */
class NoticePanel extends Div {

    private static final int MOST = 100;

    private final transient Notices notices;
    private final transient TimeWords times;
    private final Runnable close;
    private final Div list = new Div();
    private final Button readAll = new Button(getTranslation("notices.read-all"), Icon.CHECK.create());

    NoticePanel(Notices notices, TimeWords times, Runnable close) {
        this.notices = notices;
        this.times = times;
        this.close = close;
        addClassName("notice-panel");
        list.addClassName("notice-days");
        readAll.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        readAll.addClickListener(click -> {
            notices.readAll();
            refresh();
        });
        var head = new Div(new H2(getTranslation("notices.bell")), readAll);
        head.addClassName("notice-head");
        var settings = new Anchor("profile#notices", getTranslation("notices.settings"));
        settings.addClassNames("text-link", "notice-settings");
        settings.getElement().addEventListener("click", click -> close.run());
        add(head, list, settings);
    }

    void refresh() {
        list.removeAll();
        var found = notices.list(MOST);
        readAll.setVisible(found.stream().anyMatch(notice -> !notice.isRead()));
        if (found.isEmpty()) {
            list.add(new EmptyState(Icon.BELL, getTranslation("notices.empty"), getTranslation("notices.empty.text")));
            return;
        }
        var words = NoticeWords.in(getLocale());
        found.stream()
                .collect(Collectors.groupingBy(
                        notice -> times.dayOf(notice.createdAt()), LinkedHashMap::new, Collectors.toList()))
                .forEach((day, ofDay) -> list.add(day(day, ofDay, words)));
    }

    private Div day(LocalDate day, List<Notice> ofDay, NoticeWords words) {
        var rows = new UnorderedList(
                ofDay.stream().map(notice -> row(notice, words)).toArray(ListItem[]::new));
        var name = times.day(day);
        var section = new Div(new H3(name.substring(0, 1).toUpperCase(getLocale()) + name.substring(1)), rows);
        section.addClassName("notice-day");
        return section;
    }

    private ListItem row(Notice notice, NoticeWords words) {
        var icon = icon(notice.kind()).create();
        icon.addClassName("notice-icon");
        var title = new Span(words.title(notice));
        title.addClassName("notice-title");
        title.getElement().setAttribute("dir", "auto");
        var time = new Span(times.time(notice.createdAt()));
        time.addClassName("notice-time");
        var top = new Div(title, time);
        top.addClassName("notice-top");
        var body = new Div(top);
        body.addClassName("notice-body");
        var text = words.text(notice);
        if (!text.isBlank()) {
            var line = new Span(text);
            line.addClassName("notice-text");
            body.add(line);
        }
        var link = new Anchor(notice.link().substring(1), icon, body);
        link.addClassName("notice-row");
        link.getElement().setAttribute("data-tone", tone(notice.kind()));
        if (!notice.isRead()) {
            link.getElement().setAttribute("data-unread", true);
            var mark = new Span(getTranslation("notices.new"));
            mark.addClassName("notice-new");
            top.addComponentAsFirst(mark);
        }
        link.getElement().addEventListener("click", click -> {
            notices.read(notice.id());
            close.run();
        });
        return new ListItem(link);
    }

    private static Icon icon(NoticeKind kind) {
        return switch (kind) {
            case RECORDING_READY -> Icon.CHECK;
            case RECORDING_FAILED, RECORDING_ABANDONED, JOB_FAILED -> Icon.ALERT;
            case RECORDING_HELD, SOUND_ON_DEVICE -> Icon.WAVE;
            case NEW_SIGN_IN -> Icon.PERSON;
            case TEST -> Icon.BELL;
        };
    }

    private static String tone(NoticeKind kind) {
        return switch (kind) {
            case RECORDING_READY -> "good";
            case RECORDING_FAILED, JOB_FAILED -> "bad";
            case RECORDING_HELD, SOUND_ON_DEVICE, RECORDING_ABANDONED, NEW_SIGN_IN -> "warning";
            case TEST -> "quiet";
        };
    }
}
