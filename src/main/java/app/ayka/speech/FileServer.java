package app.ayka.speech;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** One sound at {@code /play}, straight from its file and in ranges: what AYKA's delivery is measured against. */
final class FileServer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final int CHUNK = 256 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path file;

    FileServer(Path file) throws IOException {
        this.file = file;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> send(exchange, "<!doctype html><title>peer</title><body>peer"));
        server.createContext("/play", this::play);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static void send(HttpExchange exchange, String page) throws IOException {
        var bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void play(HttpExchange exchange) throws IOException {
        try (exchange;
                var sound = FileChannel.open(file)) {
            var asked = exchange.getRequestHeaders().getFirst("Range");
            var range = RANGE.matcher(asked == null ? "bytes=0-" : asked);
            var from = range.matches() ? Long.parseLong(range.group(1)) : 0;
            var to = range.matches() && !range.group(2).isEmpty() ? Long.parseLong(range.group(2)) : sound.size() - 1;
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "audio/mp4");
            headers.set("Accept-Ranges", "bytes");
            headers.set("Cache-Control", "no-store");
            headers.set("Content-Range", "bytes " + from + "-" + to + "/" + sound.size());
            exchange.sendResponseHeaders(206, to - from + 1);
            var body = Channels.newChannel(exchange.getResponseBody());
            for (var at = from; at <= to; ) {
                at += sound.transferTo(at, Math.min(CHUNK, to - at + 1), body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
