package app.ayka.base.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Chromium without a window for measurements, {@code AYKA_CHROMIUM} or the machine's own. It is driven by its DevTools
 * protocol over two pipes, as JSON with a zero byte behind each message.
 */
public final class Chromium implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> PLACES = List.of(
            System.getenv().getOrDefault("AYKA_CHROMIUM", "/usr/bin/chromium"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome");

    /** The browser reads its orders from file 3 and answers on file 4; Java can only connect 0 and 1. */
    private static final List<String> THROUGH_PIPES =
            List.of("/bin/sh", "-c", "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", "sh");

    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            "--disable-component-update",
            "--disable-sync",
            "--mute-audio",
            "--autoplay-policy=no-user-gesture-required",
            "--window-size=1280,900",
            "--remote-debugging-pipe");

    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final Process process;
    private final Path profile;

    private Chromium(Process process, Path profile) {
        this.process = process;
        this.profile = profile;
        Thread.ofVirtual().start(this::listen);
    }

    /** @throws UsageException when there is none on this machine */
    public static Chromium start() throws IOException {
        var program = PLACES.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst()
                .orElseThrow(() -> new UsageException("this is measured in Chromium: set AYKA_CHROMIUM to one"));
        var profile = Files.createTempDirectory("ayka-chromium");
        var command = new ArrayList<>(THROUGH_PIPES);
        command.add(program);
        command.addAll(OPTIONS);
        command.add("--user-data-dir=" + profile);
        return new Chromium(new ProcessBuilder(command).start(), profile);
    }

    /** A tab with nothing in it. */
    public Tab open() throws IOException {
        var target = call(null, "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asString();
        return new Tab(call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString());
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        FileSystemUtils.deleteRecursively(profile);
    }

    /** One page. */
    public final class Tab {

        private final String session;

        private Tab(String session) {
            this.session = session;
        }

        /** Brings it before the others: a page that was never seen is given no sound. */
        public void show() throws IOException {
            call(session, "Page.bringToFront", Map.of());
        }

        /** Goes to a page; does not wait for all of it. */
        public void go(String address) throws IOException {
            call(session, "Page.navigate", Map.of("url", address));
        }

        public void setCookie(String address, String name, String value) throws IOException {
            call(session, "Network.setCookie", Map.of("url", address, "name", name, "value", value));
        }

        /** Runs before the scripts of every page that comes. */
        public void before(String script) throws IOException {
            call(session, "Page.enable", Map.of());
            call(session, "Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        }

        /** What an expression gives, a promise waited for, as JSON. */
        public JsonNode evaluate(String expression) throws IOException {
            var parameters =
                    Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true);
            var answer = call(session, "Runtime.evaluate", parameters);
            if (answer.has("exceptionDetails")) {
                throw new IOException("the page says: " + answer.path("exceptionDetails"));
            }
            return answer.path("result").path("value");
        }
    }

    private JsonNode call(@org.jspecify.annotations.Nullable String session, String method, Map<String, ?> parameters)
            throws IOException {
        var id = number.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        var order = new LinkedHashMap<String, Object>(Map.of("id", id, "method", method, "params", parameters));
        if (session != null) {
            order.put("sessionId", session);
        }
        try {
            send(JSON.writeValueAsString(order));
            var told = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (told.has("error")) {
                throw new IOException(method + ": " + told.path("error"));
            }
            return told.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(method + " is not answered: " + parameters, e);
        } finally {
            waiting.remove(id);
        }
    }

    private synchronized void send(String order) throws IOException {
        var out = process.getOutputStream();
        out.write(order.getBytes(StandardCharsets.UTF_8));
        out.write(0);
        out.flush();
    }

    private void listen() {
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            var message = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != 0) {
                    message.write(next);
                    continue;
                }
                var told = JSON.readTree(message.toString(StandardCharsets.UTF_8));
                message.reset();
                var asked = waiting.get(told.path("id").asInt());
                if (asked != null) {
                    asked.complete(told);
                }
            }
        } catch (IOException ended) {
            // the browser is gone; who waits is told below
        }
        waiting.values().forEach(asked -> asked.completeExceptionally(new IOException("the browser ended")));
    }
}
