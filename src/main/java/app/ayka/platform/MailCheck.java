package app.ayka.platform;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tries the mail server once after the start. A server that is away is a warning only: mails wait until it is back. */
@Component
class MailCheck {

    private static final Logger log = LoggerFactory.getLogger(MailCheck.class);

    private final String url;

    MailCheck(AykaSettings settings) {
        this.url = settings.mail().url();
    }

    @EventListener(ApplicationReadyEvent.class)
    void afterStart() {
        if (!url.isBlank()) {
            Thread.ofVirtual().name("mail-check").start(() -> check(MailServer.at(url)));
        }
    }

    /** @return whether the server took the login */
    boolean check(MailServer server) {
        try {
            server.sender().testConnection();
            return true;
        } catch (AuthenticationFailedException e) {
            log.warn(
                    "ayka.mail.url: tried {}, the login was refused; correct user and password"
                            + " (Gmail wants an app password). Mails wait until then",
                    server.place());
        } catch (MessagingException e) {
            log.warn(
                    "ayka.mail.url: tried {} ({}); start the mail server or correct the setting. Mails wait until then",
                    server.place(),
                    e.getMessage());
        }
        return false;
    }
}
