package app.ayka.platform;

import app.ayka.base.cli.Words;
import java.net.URI;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the person who started AYKA that it is ready, and where. */
@Component
class ReadyAnnouncement {

    private final AykaSettings settings;

    ReadyAnnouncement(AykaSettings settings) {
        this.settings = settings;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            var secure = web.getEnvironment().containsProperty("server.ssl.certificate")
                    || web.getEnvironment().containsProperty("server.ssl.key-store");
            var here = URI.create((secure ? "https" : "http") + "://localhost:"
                    + web.getWebServer().getPort());
            Words.say(line(here));
        }
    }

    private String line(URI here) {
        if (settings.role() == AykaSettings.Role.WORKER) {
            return "AYKA's worker is ready: " + here.resolve("/actuator/health");
        }
        return "AYKA is ready: " + (settings.publicUrl().isBlank() ? here : settings.publicUrl()) + "  (data in "
                + settings.data().toAbsolutePath().normalize() + ", Ctrl-C stops)";
    }
}
