package app.ayka.digests;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.ProcessingProgress;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The mails that AYKA wrote to the acting user, and what became of each. */
@Service
@Transactional
public class EmailLog {

    /** Said to the browser that shows a preview: styles only, nothing is fetched or run; links open outside. */
    private static final String LOCKED =
            "<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                    + "style-src 'unsafe-inline'\">\n<base target=\"_blank\">";

    private final MailRows rows;
    private final DeliveryRequests requests;
    private final ProcessingProgress progress;
    private final CurrentUser currentUser;

    EmailLog(MailRows rows, DeliveryRequests requests, ProcessingProgress progress, CurrentUser currentUser) {
        this.rows = rows;
        this.requests = requests;
        this.progress = progress;
        this.currentUser = currentUser;
    }

    /** Newest first, at most {@code limit}; also those that were never to be sent, with the reason. */
    @Transactional(readOnly = true)
    public List<LoggedMail> list(int limit) {
        return rows.list(limit);
    }

    @Transactional(readOnly = true)
    public Optional<MailPreview> preview(MailId id) {
        return rows.find(id)
                .map(stored ->
                        new MailPreview(stored.mail(), stored.html().replaceFirst("<head>", LOCKED), stored.text()));
    }

    /**
     * Sends a mail again, under its Message-ID: one that failed, one that waits for its next attempt, or one that was
     * sent and got lost.
     */
    public ResendResult resend(MailId id) {
        var found = rows.lock(id).orElse(null);
        if (found == null) {
            return new ResendResult.NotFound();
        }
        return switch (found.mail().state()) {
            case SENDING -> new ResendResult.AlreadyOnItsWay();
            case SKIPPED ->
                new ResendResult.NothingToSend(String.valueOf(found.mail().reason()));
            case PREPARED, SENT, FAILED -> queue(found.mail());
        };
    }

    private ResendResult queue(LoggedMail mail) {
        rows.again(mail.id());
        requests.request(currentUser.require(), mail.id());
        var recording = mail.recording();
        if (recording != null) {
            progress.changed(currentUser.require(), recording);
        }
        return new ResendResult.Queued();
    }
}
