package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFolderTest {

    @TempDir
    Path folder;

    @Test
    void aMailBecomesAFileThatKeepsItsMessageId() throws Exception {
        var sender = new MailFolder(folder.resolve("mail"), 10);
        sender.send(mail(sender, "<run-1@ayka>", "first"));

        try (var stream = Files.newInputStream(files("mail").getFirst())) {
            var read = new MimeMessage(Session.getInstance(new java.util.Properties()), stream);
            assertThat(read.getMessageID()).isEqualTo("<run-1@ayka>");
            assertThat(read.getSubject()).isEqualTo("first");
        }
    }

    @Test
    void onlyTheNewestAreKept() throws Exception {
        var sender = new MailFolder(folder.resolve("mail"), 3);
        for (int i = 1; i <= 5; i++) {
            sender.send(mail(sender, "<run-" + i + "@ayka>", "mail " + i));
        }
        var kept = files("mail");
        assertThat(kept).hasSize(3);
        assertThat(Files.readString(kept.getFirst())).contains("mail 3");
        assertThat(Files.readString(kept.getLast())).contains("mail 5");
    }

    @Test
    void whatAKillLeftHalfWrittenGoesAfterAWhile() throws Exception {
        var mails = Files.createDirectories(folder.resolve("mail"));
        var left = Files.createFile(mails.resolve("mail-left.new"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        var beingWritten = Files.createFile(mails.resolve("mail-now.new"));

        var sender = new MailFolder(mails, 10);
        sender.send(mail(sender, "<run-1@ayka>", "first"));

        assertThat(files("mail")).hasSize(2).contains(beingWritten).doesNotContain(left);
    }

    private List<Path> files(String name) throws IOException {
        try (var list = Files.list(folder.resolve(name))) {
            return list.sorted().toList();
        }
    }

    private static MimeMessage mail(MailFolder sender, String id, String subject) throws Exception {
        var message = sender.createMimeMessage();
        message.setFrom("ayka@localhost");
        message.setRecipients(jakarta.mail.Message.RecipientType.TO, "ann@example.org");
        message.setSubject(subject);
        message.setText("hello");
        message.setHeader("Message-ID", id);
        return message;
    }
}
