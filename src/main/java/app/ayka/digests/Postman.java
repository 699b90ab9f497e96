package app.ayka.digests;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailParseException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Makes the message of a logged mail, each time the same, and talks SMTP. */
@Component
class Postman {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final JavaMailSender sender;
    private final InternetAddress from;

    Postman(JavaMailSender sender, @Value("${ayka.mail.from:AYKA <ayka@localhost>}") String from) {
        this.sender = sender;
        try {
            this.from = new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new IllegalStateException(
                    "ayka.mail.from is \"" + from + "\": write an address such as AYKA <ayka@example.org>", e);
        }
    }

    /** @throws org.springframework.mail.MailException when the mail server did not take the message */
    void hand(StoredMail stored) {
        sender.send(message(stored));
    }

    private MimeMessage message(StoredMail stored) {
        var mail = stored.mail();
        var message = sender.createMimeMessage();
        try {
            message.setFrom(from);
            message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(mail.recipient(), true));
            message.setSubject(mail.subject(), UTF_8);
            message.setSentDate(Date.from(mail.createdAt()));
            message.setHeader("Message-ID", mail.messageId());
            message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers, please
            var bodies = new MimeMultipart("alternative");
            bodies.addBodyPart(body(stored.text(), "plain"));
            bodies.addBodyPart(body(stored.html(), "html"));
            message.setContent(bodies);
            return message;
        } catch (MessagingException e) {
            throw new MailParseException(e);
        }
    }

    private static MimeBodyPart body(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }
}
