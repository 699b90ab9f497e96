package app.ayka.jobs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What this node calls itself in leases and the queue; a new one with each start. */
@Component
public class NodeName {

    private final UUID id = UUID.randomUUID();
    private final String host;

    /** @param named where several nodes are on one machine; empty for the machine's name */
    NodeName(@Value("${ayka.node:}") String named) {
        this.host = named.isBlank() ? localHost() : named.strip();
    }

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
