package app.ayka.base.cli.web;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One open page of one browser, as Vaadin's own client in the browser would have it: cookies, the start of the user
 * interface, navigation and calls by XHR, what the server pushes by WebSocket. It keeps of the page only what it needs to
 * answer. Not thread-safe but for what is pushed.
 */
final class LivePage implements AutoCloseable {

    /** What a browser tells of its window; the server reads it as numbers and time zone. */
    private static final String WINDOW = "&v-sh=800&v-sw=1280&v-wh=720&v-ww=1280&v-bh=720&v-bw=1280&v-curdate=0&v-tzo=0"
            + "&v-dstd=0&v-rtzo=0&v-dston=false&v-tzid=UTC&v-td=false&v-pr=1&v-np=Linux&v-cs=light%20dark&v-pv=VISIBLE"
            + "&v-fs=NOT_FULLSCREEN&v-so=landscape-primary&v-soa=0&v-tn=aura&v-wn=v-";

    /** What the page is told to fetch besides. */
    private static final Pattern FETCHED = Pattern.compile("api/runs/[0-9a-f-]{36}/transcript");

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Rows that a window of this height asks for. */
    static final int ROWS = 40;

    /** A text that the answers hold so many times at least; with fewer the page does not show what it should. */
    record Expected(String text, int times) {
        void in(List<String> answers) throws IOException {
            var found = 0;
            for (var answer : answers) {
                for (var at = answer.indexOf(text); at >= 0; at = answer.indexOf(text, at + 1)) {
                    found++;
                }
            }
            if (found < times) {
                throw new IOException("of " + times + " times " + text + " the page shows " + found);
            }
        }
    }

    private final HttpClient http;
    private final URI base;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<Integer, String> tags = new HashMap<>();
    private final Set<String> fetched = new LinkedHashSet<>();
    private final AtomicInteger pushes = new AtomicInteger();
    private final AtomicInteger seen = new AtomicInteger(-1);
    private String security = "";
    private int ui;
    private int sent;
    private @Nullable WebSocket push;

    LivePage(HttpClient http, URI base, String cookie) {
        this.http = http;
        this.base = base;
        keep(cookie);
    }

    /** Opens the page at this path as a browser does that was just started, or whose page is loaded again. */
    void open(String path, Expected expected) throws IOException, InterruptedException {
        close();
        tags.clear();
        sent = 0;
        html(path);
        var start = JSON.readTree(
                text("/?v-r=init&location=" + encoded(path.substring(1)) + "&query=" + WINDOW + Math.random(), "open"));
        var config = start.path("appConfig");
        var uidl = config.path("uidl");
        ui = config.path("v-uiId").asInt();
        security = uidl.path("Vaadin-Security-Key").asString();
        seen.set(uidl.path("syncId").asInt());
        read(uidl);
        listen(uidl.path("Vaadin-Push-ID").asString());
        go(path, "open", expected);
        call(asked("ayka-uploader", "unfinished"), "open"); // once it is there, the element does
    }

    /**
     * Shows another page, as a press on a link does; its time is told under this label.
     *
     * @return characters of the answers
     * @throws IOException when an answer is none, or when not all is there that is expected
     */
    int go(String path, String label, Expected expected) throws IOException, InterruptedException {
        tags.values().removeIf("vaadin-virtual-list"::equals);
        fetched.clear();
        var route = JSON.createObjectNode().put("type", "event").put("node", 1).put("event", "ui-navigate");
        route.putObject("data")
                .put("route", path)
                .put("query", "")
                .put("appShellTitle", "AYKA")
                .putNull("historyState")
                .put("trigger", "link");
        var answers = new ArrayList<>(List.of(call(List.of(route), label)));
        var shown = asked("vaadin-virtual-list", "setViewportRange", 0, ROWS);
        if (!shown.isEmpty()) {
            answers.add(call(shown, label));
        }
        for (var address : List.copyOf(fetched)) {
            answers.add(text("/" + address, label));
        }
        expected.in(answers);
        return answers.stream().mapToInt(String::length).sum();
    }

    /** What all elements of that name ask their server for. */
    private List<JsonNode> asked(String element, String method, int... arguments) {
        List<JsonNode> calls = new ArrayList<>();
        tags.forEach((node, tag) -> {
            if (tag.equals(element)) {
                var call = JSON.createObjectNode()
                        .put("type", "publishedEventHandler")
                        .put("node", node)
                        .put("templateEventMethodName", method);
                var given = call.putArray("templateEventMethodArgs");
                IntStream.of(arguments).forEach(given::add);
                call.put("promise", -1);
                calls.add(call);
            }
        });
        return calls;
    }

    /** Messages that came by push so far. */
    int pushes() {
        return pushes.get();
    }

    private String call(List<? extends JsonNode> calls, String label) throws IOException, InterruptedException {
        var message = JSON.createObjectNode().put("csrfToken", security);
        message.putArray("rpc").addAll(calls);
        message.put("syncId", seen.get()).put("clientId", sent++);
        var answer = send(request("/?v-r=uidl&v-uiId=" + ui, label)
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(BodyPublishers.ofString(message.toString())));
        FETCHED.matcher(answer).results().forEach(found -> fetched.add(found.group()));
        for (var part : parts(answer)) {
            if (part.path("meta").has("appError")
                    || part.path("meta").has("sessionExpired")
                    || part.has("resynchronize")) {
                throw new IOException(
                        "the server gave the page up: " + answer.substring(0, Math.min(400, answer.length())));
            }
            read(part);
        }
        return answer;
    }

    /** One message or a list of them. */
    private static List<JsonNode> parts(String message) {
        var json = JSON.readTree(message);
        return json.isArray() ? json.valueStream().toList() : List.of(json);
    }

    private void read(JsonNode uidl) {
        see(uidl);
        for (var change : uidl.path("changes")) {
            if (change.path("key").asString("").equals("tag")) {
                tags.put(change.path("node").asInt(), change.path("value").asString(""));
            } else if (change.path("type").asString("").equals("detach")) {
                tags.remove(change.path("node").asInt());
            }
        }
    }

    private void see(JsonNode message) {
        seen.accumulateAndGet(message.path("syncId").asInt(-1), Math::max);
    }

    private void listen(String pushId) throws IOException {
        var address =
                URI.create("ws" + base.toString().substring("http".length()) + "/VAADIN/push?v-r=push&v-uiId=" + ui
                        + "&v-pushId=" + pushId + "&X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=4.0.1"
                        + "&X-Atmosphere-Transport=websocket&X-Atmosphere-TrackMessageSize=true"
                        + "&Content-Type=application/json;%20charset=UTF-8&X-atmo-protocol=true"
                        + "&X-Vaadin-LastSeenServerSyncId=" + seen.get());
        try {
            push = http.newWebSocketBuilder()
                    .header("Cookie", cookieHeader())
                    .header("Origin", base.toString())
                    .connectTimeout(LIMIT)
                    .buildAsync(address, new Pushed())
                    .join();
        } catch (CompletionException e) {
            throw new IOException(
                    e.getCause() instanceof WebSocketHandshakeException refused
                            ? "answered " + refused.getResponse().statusCode() + " to the push connection"
                            : "no push connection",
                    e);
        }
    }

    /** Reads "length|message"; the first one greets, single characters are signs of life. */
    private final class Pushed implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            for (var bar = text.indexOf("|"); bar > 0; bar = text.indexOf("|")) {
                var length = Integer.parseInt(text.substring(0, bar).strip());
                if (text.length() < bar + 1 + length) {
                    break;
                }
                var message = text.substring(bar + 1, bar + 1 + length);
                text.delete(0, bar + 1 + length);
                if (message.startsWith("{") || message.startsWith("[")) { // else a greeting
                    parts(message).forEach(LivePage.this::see);
                    pushes.incrementAndGet();
                }
            }
            socket.request(1);
            return null;
        }
    }

    private void html(String path) throws IOException, InterruptedException {
        text(path, "open");
    }

    private String text(String path, String label) throws IOException, InterruptedException {
        return send(request(path, label).GET());
    }

    private HttpRequest.Builder request(String path, String label) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(LIMIT)
                .header("Cookie", cookieHeader())
                .header("Accept", "text/html,*/*")
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                .header(WebVisitors.LABEL, label);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        if (answer.statusCode() != 200) {
            throw new IOException("answered " + answer.statusCode() + " to " + answer.uri());
        }
        return answer.body();
    }

    private void keep(String setCookie) {
        var pair = setCookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
    }

    private String cookieHeader() {
        return String.join(
                "; ",
                cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        var socket = push;
        if (socket != null) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(1, TimeUnit.SECONDS)
                    .exceptionally(gone -> socket)
                    .join();
        }
    }
}
