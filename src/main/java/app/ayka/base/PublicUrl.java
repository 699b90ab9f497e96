package app.ayka.base;

import java.net.URI;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where people and devices reach this installation ({@code ayka.public-url}); links in mails, OAuth, CORS and cookie
 * flags follow it. Unset, it is this machine's own address.
 */
@Component
public class PublicUrl {

    private final URI url;
    private final boolean configured;

    PublicUrl(@Value("${ayka.public-url:}") String configured, @Value("${server.port:8080}") int port) {
        this.configured = !configured.isBlank();
        this.url = URI.create(this.configured ? configured.strip().replaceAll("/+$", "") : "http://localhost:" + port);
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalStateException("ayka.public-url is \"" + configured
                    + "\": write the whole address that people type, such as https://ayka.example.org");
        }
    }

    /** Scheme, host and port, as browsers name an origin. */
    public String origin() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** The absolute URL of a path that begins with a slash. */
    public URI resolve(String path) {
        return URI.create(url + path);
    }

    /** Whether the operator set it, rather than this machine's own address standing in. */
    public boolean isConfigured() {
        return configured;
    }

    public boolean isHttps() {
        return "https".equalsIgnoreCase(url.getScheme());
    }
}
