package app.ayka.digests;

import app.ayka.recordings.RunId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** One Message-ID (RFC 5322 §3.6.4) for each thing to tell and recipient, the same whenever it is computed. */
final class MessageIds {

    private final String host;

    MessageIds(URI publicUrl) {
        var name = String.valueOf(publicUrl.getHost());
        this.host = name.matches("[A-Za-z0-9.-]+") ? name : "localhost";
    }

    String of(RunId run, String recipient) {
        var person = UUID.nameUUIDFromBytes(recipient.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return "<summary." + run + "." + person + "@" + host + ">";
    }

    /** Of a mail about something that has an id of its own. */
    String of(UUID about) {
        return "<notice." + about + "@" + host + ">";
    }
}
