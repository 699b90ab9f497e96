package app.ayka.notices;

import app.ayka.digests.ShortMail;
import app.ayka.digests.ShortMails;
import org.springframework.stereotype.Component;

/** Notices as mails. Who would hear of the same by another mail gets none. */
@Component
class NoticeMails {

    private final ShortMails mails;

    NoticeMails(ShortMails mails) {
        this.mails = mails;
    }

    /** Of what is ready the summary mail tells, and tells more. */
    static boolean tells(NoticeKind kind) {
        return kind != NoticeKind.RECORDING_READY && kind != NoticeKind.TEST;
    }

    /** Writes and queues the mail in the caller's transaction. */
    void write(Notice notice, NoticeWords words) {
        mails.write(new ShortMail(
                notice.id().value(),
                notice.recording(),
                words.title(notice),
                words.text(notice),
                notice.link(),
                words.of("mail.open"),
                words.of("mail.footer"),
                words.language()));
    }
}
