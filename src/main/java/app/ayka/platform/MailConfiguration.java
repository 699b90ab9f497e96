package app.ayka.platform;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** The operator's mail server, or a folder that keeps every mail. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    JavaMailSender mailSender(AykaSettings settings) {
        var url = settings.mail().url();
        return url.isBlank()
                ? new MailFolder(
                        settings.data().resolve("mail"), settings.mail().keep())
                : MailServer.at(url).sender();
    }
}
