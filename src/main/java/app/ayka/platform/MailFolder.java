package app.ayka.platform;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Where mails go while no server is set: files that any mail program opens, the newest kept. A mail is on the disk when
 * {@code send} returns.
 */
final class MailFolder extends JavaMailSenderImpl {

    private static final Logger log = LoggerFactory.getLogger(MailFolder.class);
    private static final String HALF_WRITTEN = ".new";
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Path folder;
    private final int keep;
    private final AtomicLong last = new AtomicLong();

    MailFolder(Path folder, int keep) {
        this.folder = folder;
        this.keep = keep;
    }

    @Override
    protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) throws MailException {
        for (var message : messages) {
            try {
                var id = message.getMessageID();
                message.saveChanges();
                if (id != null) {
                    message.setHeader("Message-ID", id); // as the sender over SMTP does
                }
                write(message);
            } catch (IOException | MessagingException e) {
                throw new MailSendException(Map.of(message, e));
            }
        }
        dropOldest();
    }

    private void write(MimeMessage message) throws IOException, MessagingException {
        Files.createDirectories(folder);
        var temporary = Files.createTempFile(folder, "mail", HALF_WRITTEN);
        try (var out = Files.newOutputStream(temporary)) {
            message.writeTo(out);
        }
        try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, folder.resolve(name()), StandardCopyOption.ATOMIC_MOVE);
    }

    // names that sort in the order of sending
    private String name() {
        var nanos = last.updateAndGet(before -> Math.max(before + 1, System.currentTimeMillis() * 1_000_000));
        return HexFormat.of().toHexDigits(nanos) + ".eml";
    }

    private void dropOldest() {
        try (var files = Files.list(folder)) {
            var all = files.sorted().toList();
            var mails = all.stream()
                    .filter(file -> file.toString().endsWith(".eml"))
                    .toList();
            for (var mail : mails.subList(0, Math.max(0, mails.size() - keep))) {
                Files.deleteIfExists(mail);
            }
            for (var file : all) {
                if (file.toString().endsWith(HALF_WRITTEN) && isForgotten(file)) {
                    Files.deleteIfExists(file); // a program was killed while it wrote this; the mail was sent again
                }
            }
        } catch (IOException e) {
            log.warn("cannot tidy {}; the mail is written all the same: {}", folder, e.getMessage());
        }
    }

    private static boolean isForgotten(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toMillis() < System.currentTimeMillis() - FORGOTTEN.toMillis();
        } catch (NoSuchFileException e) {
            return false; // just renamed
        }
    }
}
