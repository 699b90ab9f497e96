package app.ayka.platform;

import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The operator's mail server, or a sink inside the program that keeps every mail to itself. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean(initMethod = "start", destroyMethod = "stop")
    @Conditional(WhenNoMailUrl.class)
    GreenMail mailSink() {
        var setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        return new GreenMail(setup);
    }

    @Bean
    JavaMailSender mailSender(AykaSettings settings, ObjectProvider<GreenMail> sink) {
        var local = sink.getIfAvailable();
        return local == null ? sender(URI.create(settings.mail().url())) : sender(local.getSmtp());
    }

    private static JavaMailSender sender(SmtpServer sink) {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(sink.getPort());
        return sender;
    }

    private static JavaMailSender sender(URI url) {
        var sender = new JavaMailSenderImpl();
        var secure = "smtps".equals(url.getScheme());
        sender.setProtocol(secure ? "smtps" : "smtp");
        sender.setHost(url.getHost());
        sender.setPort(url.getPort() < 0 ? (secure ? 465 : 587) : url.getPort());
        var properties = sender.getJavaMailProperties();
        var protocol = sender.getProtocol();
        properties.setProperty("mail." + protocol + ".connectiontimeout", "10000");
        properties.setProperty("mail." + protocol + ".timeout", "20000");
        properties.setProperty("mail." + protocol + ".writetimeout", "20000");
        properties.setProperty("mail.smtp.starttls.enable", "true");
        if (url.getRawUserInfo() != null) {
            var login = url.getRawUserInfo().split(":", 2);
            sender.setUsername(URLDecoder.decode(login[0], StandardCharsets.UTF_8));
            sender.setPassword(login.length > 1 ? URLDecoder.decode(login[1], StandardCharsets.UTF_8) : "");
            properties.setProperty("mail." + protocol + ".auth", "true");
        }
        return sender;
    }
}
