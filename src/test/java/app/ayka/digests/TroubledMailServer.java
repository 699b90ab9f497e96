package app.ayka.digests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that speaks SMTP (RFC 5321) and goes wrong in one chosen way. */
final class TroubledMailServer implements AutoCloseable {

    /** How it goes wrong. */
    enum Trouble {
        /** Says 550 to every recipient. */
        REFUSES_THE_RECIPIENT,
        /** Says 451 to every message. */
        IS_BUSY,
        /** Closes the connection in the middle of the message. */
        BREAKS_OFF_IN_THE_MESSAGE,
        /** Takes the message whole and closes the connection without an answer. */
        BREAKS_OFF_BEFORE_ITS_ANSWER,
        /** Takes the message, says so, and closes the connection without a good-bye. */
        BREAKS_OFF_AFTER_ITS_ANSWER
    }

    private final ServerSocket socket;
    private final Trouble trouble;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    TroubledMailServer(Trouble trouble) {
        this.trouble = trouble;
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Messages that were transferred whole, whatever was answered then. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                talk(client);
            } catch (IOException e) {
                // the client went, or the test is over
            }
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        say(client, "220 ready");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
            switch (verb) {
                case "RCPT" ->
                    say(client, trouble == Trouble.REFUSES_THE_RECIPIENT ? "550 5.1.1 no such person" : "250 ok");
                case "DATA" -> {
                    say(client, "354 go on");
                    if (!takeMessage(client, in)) {
                        return;
                    }
                }
                case "QUIT" -> {
                    say(client, "221 bye");
                    return;
                }
                default -> say(client, "250 ok");
            }
        }
    }

    /** @return whether the conversation goes on */
    private boolean takeMessage(Socket client, BufferedReader in) throws IOException {
        if (trouble == Trouble.BREAKS_OFF_IN_THE_MESSAGE) {
            in.readLine();
            return false;
        }
        var message = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line).append('\n');
        }
        messages.add(message.toString());
        return switch (trouble) {
            case IS_BUSY -> {
                say(client, "451 4.3.2 try again later");
                yield true;
            }
            case BREAKS_OFF_AFTER_ITS_ANSWER -> {
                say(client, "250 taken");
                yield false;
            }
            case REFUSES_THE_RECIPIENT, BREAKS_OFF_IN_THE_MESSAGE, BREAKS_OFF_BEFORE_ITS_ANSWER -> false;
        };
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
