package app.ayka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Somebody with a browser that only speaks HTTP: keeps cookies, follows no redirect by itself. */
public final class Visitor {

    private static final AtomicInteger VISITORS = new AtomicInteger();

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final URI base;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Set<String> untilClosed = new HashSet<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Visitor(int port) {
        this(URI.create("http://localhost:" + port));
    }

    public Visitor(URI base) {
        this.base = base;
        // each visitor comes from an address of its own, as a proxy on this machine says
        headers.put("X-Forwarded-For", "203.0." + VISITORS.incrementAndGet() / 250 % 250 + "." + VISITORS.get() % 250);
        headers.put("Accept", "text/html");
        headers.put("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    }

    /** Sends the header with every request from now on. */
    public Visitor with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    public HttpResponse<String> send(String method, String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).method(method, BodyPublishers.noBody()));
    }

    /** A path that a well-behaved browser would take for an address. */
    public HttpResponse<String> raw(String method, String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).method(method, BodyPublishers.noBody()));
    }

    public HttpResponse<String> post(String path, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Signs in and says where it led. */
    public String signIn(String email, String password, boolean stay) {
        var form = new LinkedHashMap<>(Map.of("username", email, "password", password));
        if (stay) {
            form.put("stay", "true");
        }
        return location(post("/login", form));
    }

    /** Whether the server knows who this is. */
    public boolean isSignedIn() {
        var status = get("/api/who-is-this").statusCode();
        if (status != 401 && status != 404) { // let in, and there is nothing
            throw new IllegalStateException("unexpected status " + status);
        }
        return status == 404;
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    public Visitor withCookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    /** Closes the browser: cookies without an expiry are gone. */
    public void closeBrowser() {
        cookies.keySet().removeAll(untilClosed);
    }

    /** The web node that has the session is gone; the browser is still open. */
    public void loseSession() {
        cookies.remove("ayka-session");
    }

    public static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        headers.forEach(request::setHeader);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void keep(String setCookie) {
        var pair = setCookie.substring(0, (setCookie + ";").indexOf(';'));
        var name = pair.substring(0, pair.indexOf('='));
        var value = pair.substring(pair.indexOf('=') + 1);
        if (value.isEmpty() || setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
            if (setCookie.contains("Max-Age")) {
                untilClosed.remove(name);
            } else {
                untilClosed.add(name);
            }
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
