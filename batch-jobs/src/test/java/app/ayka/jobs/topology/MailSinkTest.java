package app.ayka.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailSinkTest {

    @TempDir
    Path folder;

    @Test
    void aMailThatWasTakenIsAFileLineByLineAsItWasSent() throws IOException {
        try (var sink = new MailSink(folder)) {
            var sender = new JavaMailSenderImpl();
            sender.setHost("127.0.0.1");
            sender.setPort(sink.port());
            sender.setJavaMailProperties(new Properties());
            var mail = new SimpleMailMessage();
            mail.setFrom("ayka@example.org");
            mail.setTo("anna@example.org");
            mail.setText("one\n.two\n..\nthree");
            sender.send(mail);
            sender.send(mail);

            assertThat(sink.arrived()).isEqualTo(2);
            assertThat(Files.readString(folder.resolve("000001.eml")))
                    .contains("Message-ID:")
                    .contains("one\n.two\n..\nthree\n");
        }
    }

    @Test
    void aMailWhoseSenderDiedInTheMiddleWasNeverTaken() throws IOException {
        try (var sink = new MailSink(folder);
                var half = new Socket(InetAddress.getLoopbackAddress(), sink.port())) {
            half.getOutputStream()
                    .write("HELO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nSubject: half\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            half.shutdownOutput();
            assertThat(new String(half.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("354 go on\r\n");
            assertThat(sink.arrived()).isZero();
            assertThat(folder).isEmptyDirectory();
        }
    }
}
