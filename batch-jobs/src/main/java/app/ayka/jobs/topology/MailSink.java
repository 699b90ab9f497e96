package app.ayka.jobs.topology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A mail server (RFC 5321, no extensions) that keeps every mail as a file, in the order of their arrival, before it says
 * that it has it.
 */
final class MailSink implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final AtomicInteger arrived = new AtomicInteger();
    private final Path folder;

    MailSink(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Thread.ofVirtual().name("mail-sink").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    int arrived() {
        return arrived.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            say(client, "220 sink");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (verb.equals("DATA")) {
                    say(client, "354 go on");
                    var mail = read(in);
                    if (mail == null) {
                        return; // broken off: it was never taken
                    }
                    keep(mail);
                }
                say(client, verb.equals("QUIT") ? "221 bye" : "250 ok");
                if (verb.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException e) {
            return; // a sender that died; what it did not finish was never taken
        }
    }

    private static @Nullable String read(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return mail.toString();
            }
            mail.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return null;
    }

    private void keep(String mail) throws IOException {
        var name = "%06d.eml".formatted(arrived.incrementAndGet());
        var half = folder.resolve(name + ".half");
        Files.writeString(half, mail, StandardCharsets.ISO_8859_1);
        Files.move(half, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void say(Socket client, String words) throws IOException {
        client.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
