package app.ayka.digests;

import app.ayka.accounts.Accounts;
import app.ayka.base.CurrentUser;
import app.ayka.base.PublicUrl;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes short mails to the acting user and queues them, in the caller's transaction. */
@Service
@Transactional
public class ShortMails {

    private final MailRows rows;
    private final DeliveryRequests requests;
    private final Accounts accounts;
    private final CurrentUser currentUser;
    private final MessageIds messageIds;
    private final PublicUrl publicUrl;
    private final Clock clock;

    ShortMails(
            MailRows rows,
            DeliveryRequests requests,
            Accounts accounts,
            CurrentUser currentUser,
            PublicUrl publicUrl,
            Clock clock) {
        this.rows = rows;
        this.requests = requests;
        this.accounts = accounts;
        this.currentUser = currentUser;
        this.messageIds = new MessageIds(publicUrl.resolve(""));
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Done again for the same id it writes nothing. */
    public void write(ShortMail mail) {
        var owner = currentUser.require();
        var address = accounts.address(owner)
                .orElseThrow(() -> new IllegalStateException("user " + owner + " has no account"));
        var logged = new LoggedMail(
                new MailId(UUID.randomUUID()),
                null,
                mail.recording(),
                address.email(),
                messageIds.of(mail.id()),
                SpokenText.line(mail.subject(), SummaryComposer.MAX_LINE),
                MailState.PREPARED,
                0,
                null,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                null);
        var link = publicUrl.resolve(mail.link()).toString();
        var text = mail.subject() + "\n\n" + mail.text() + "\n\n" + mail.linkWords() + ": " + link + "\n\n-- \n"
                + mail.footer() + "\n";
        if (rows.insert(owner, MailKind.NOTICE, new StoredMail(logged, SummaryHtml.shortMail(mail, link), text))) {
            requests.request(owner, logged.id());
        }
    }
}
