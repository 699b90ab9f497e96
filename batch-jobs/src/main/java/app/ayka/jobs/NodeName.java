package app.ayka.jobs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What this node calls itself in leases and the queue; a new one with each start. */
@Component
public class NodeName {

    private final UUID id = UUID.randomUUID();
    private final String host = localHost();

    UUID id() {
        return id;
    }

    String host() {
        return host;
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public String toString() {
        return label(host, id);
    }

    static String label(String host, UUID id) {
        return host + "-" + id.toString().substring(0, 8);
    }
}
