package app.ayka.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A mail server as {@code ayka.mail.url} names it: {@code smtp[s]://[user:password@]host[:port]}. */
record MailServer(boolean secure, String host, int port, String user, String password) {

    private static final String SETTING = "ayka.mail.url";
    private static final String SHAPE =
            "write smtp://user:password@host:587 or smtps://user:password@host, user and password URL-encoded";

    static MailServer at(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new UnusableSettingException(SETTING, "an address that cannot be read", SHAPE);
        }
        var secure = "smtps".equals(uri.getScheme());
        if (uri.getHost() == null || !secure && !"smtp".equals(uri.getScheme())) {
            throw new UnusableSettingException(SETTING, "an address without smtp[s]://host", SHAPE);
        }
        var port = uri.getPort() >= 0 ? uri.getPort() : secure ? 465 : 587;
        var login = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
        return new MailServer(
                secure, uri.getHost(), port, decoded(login[0]), login.length > 1 ? decoded(login[1]) : "");
    }

    JavaMailSenderImpl sender() {
        var sender = new JavaMailSenderImpl();
        var protocol = secure ? "smtps" : "smtp";
        sender.setProtocol(protocol);
        sender.setHost(host);
        sender.setPort(port);
        var properties = sender.getJavaMailProperties();
        properties.setProperty("mail." + protocol + ".connectiontimeout", "10000");
        properties.setProperty("mail." + protocol + ".timeout", "20000");
        properties.setProperty("mail." + protocol + ".writetimeout", "20000");
        properties.setProperty("mail.smtp.starttls.enable", "true");
        if (!user.isEmpty()) {
            sender.setUsername(user);
            sender.setPassword(password);
            properties.setProperty("mail." + protocol + ".auth", "true");
            // a password never travels in the clear, except to this very machine
            var local = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
            properties.setProperty("mail.smtp.starttls.required", String.valueOf(!local));
        }
        return sender;
    }

    /** The server without its password. */
    String place() {
        return (secure ? "smtps://" : "smtp://") + (user.isEmpty() ? "" : user + "@") + host + ":" + port;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
