package app.ayka.notices;

import app.ayka.base.CurrentUser;
import app.ayka.base.PlainText;
import app.ayka.recordings.RecordingId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The notices of the acting user. */
@Service
@Transactional
public class Notices {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_WORDS = 500;

    private final NoticeRows rows;
    private final NoticeChoices choices;
    private final NoticeRequests requests;
    private final NoticeNews news;
    private final CurrentUser currentUser;
    private final Clock clock;

    Notices(
            NoticeRows rows,
            NoticeChoices choices,
            NoticeRequests requests,
            NoticeNews news,
            CurrentUser currentUser,
            Clock clock) {
        this.rows = rows;
        this.choices = choices;
        this.requests = requests;
        this.news = news;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * Tells the acting user, where they chose to be told: the notice and the request for its delivery are written in the
     * caller's transaction. Told twice of the same kind and occasion, they get one.
     *
     * @return empty when they were told already, or want to hear nothing of it
     */
    public Optional<NoticeId> tell(NoticeDraft draft) {
        var owner = currentUser.require();
        var wanted = choices.of(draft.kind());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        var notice = new Notice(
                NoticeId.random(),
                draft.kind(),
                draft.occasion(),
                draft.recording(),
                PlainText.line(draft.title(), LONGEST_TITLE),
                PlainText.line(draft.words(), LONGEST_WORDS),
                draft.quantity(),
                wanted.contains(Channel.APP),
                clock.instant(),
                null,
                null);
        if (!rows.insert(owner, notice)) {
            return Optional.empty();
        }
        if (wanted.contains(Channel.PUSH) || wanted.contains(Channel.MAIL)) {
            requests.deliver(owner, notice.id(), Duration.ZERO);
        }
        news.changed(owner);
        return Optional.of(notice.id());
    }

    /** Newest first, at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<Notice> list(int limit) {
        return rows.list(limit);
    }

    @Transactional(readOnly = true)
    public int unread() {
        return rows.unread();
    }

    public void read(NoticeId id) {
        if (rows.read(id, clock.instant())) {
            news.changed(currentUser.require());
        }
    }

    public void readAll() {
        if (rows.readAll(clock.instant()) > 0) {
            news.changed(currentUser.require());
        }
    }

    /** What was told of this occasion is no longer so; should it come to be so again, it is told again. */
    public void settle(NoticeKind kind, String occasion) {
        if (rows.settle(kind, occasion, clock.instant())) {
            news.changed(currentUser.require());
        }
    }

    /** Takes back whatever was told of a recording. */
    public void forget(RecordingId recording) {
        if (rows.remove(recording) > 0) {
            news.changed(currentUser.require());
        }
    }
}
