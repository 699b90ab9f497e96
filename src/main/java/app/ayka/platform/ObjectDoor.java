package app.ayka.platform;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The way of phones and browsers to the embedded object store, which itself listens on loopback only: same host, same
 * port, same certificate as the pages (ADR 0007). It decides nothing. A request without a signature is turned away, one
 * with a signature is handed on with exactly the headers that were signed, and the store checks it.
 */
final class ObjectDoor extends HttpServlet {

    static final String PATH = "/objects";

    private static final long serialVersionUID = 1;
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(5);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT");

    /** Beyond what is signed: they choose a piece of what may be read anyway. */
    private static final List<String> FOR_READING =
            List.of("range", "if-range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since");

    /** Written by HTTP itself. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

    private static final List<String> ANSWERED =
            List.of("content-type", "content-range", "accept-ranges", "etag", "last-modified", "x-amz-checksum-sha256");

    private final transient HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final transient URI store;
    private final String bucket;

    ObjectDoor(URI store, String bucket) {
        this.store = store;
        this.bucket = bucket;
    }

    /** What a device is given of an address that the embedded store has signed. */
    static URI address(URI signed) {
        return URI.create(PATH + signed.getRawPath() + "?" + signed.getRawQuery());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getRequestURI().substring(request.getContextPath().length() + PATH.length());
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD, PUT");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (!path.startsWith("/" + bucket + "/")
                || signedHeaders(request).isEmpty()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (request.getMethod().equals("PUT") && request.getContentLengthLong() < 0) {
            response.sendError(HttpServletResponse.SC_LENGTH_REQUIRED);
        } else {
            pass(request, response, URI.create(store + path + "?" + request.getQueryString()));
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, URI target) throws IOException {
        try {
            var answer = http.send(question(request, target), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                answer(response, answer, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } catch (IOException e) {
            if (!response.isCommitted()) {
                response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
            }
            // else the device went away, or the store did and the device sees the answer end early
        }
    }

    private static HttpRequest question(HttpServletRequest request, URI target) throws IOException {
        var isPut = request.getMethod().equals("PUT");
        var question = HttpRequest.newBuilder(target)
                .timeout(ANSWER_WITHIN)
                .expectContinue(isPut) // a refused signature costs no body
                .method(request.getMethod(), isPut ? body(request) : BodyPublishers.noBody());
        var headers = new TreeSet<>(signedHeaders(request));
        if (!isPut) {
            headers.addAll(FOR_READING);
        }
        headers.removeAll(OF_THE_CONNECTION);
        for (var name : headers) {
            var value = request.getHeader(name);
            if (value != null) {
                question.header(name, value);
            }
        }
        return question.build();
    }

    private static BodyPublisher body(HttpServletRequest request) throws IOException {
        var length = request.getContentLengthLong();
        if (length == 0) {
            return BodyPublishers.noBody();
        }
        var stream = request.getInputStream();
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> stream), length);
    }

    private static void answer(HttpServletResponse response, HttpResponse<?> answer, InputStream body)
            throws IOException {
        response.setStatus(answer.statusCode());
        for (var name : ANSWERED) {
            answer.headers().firstValue(name).ifPresent(value -> response.setHeader(name, value));
        }
        answer.headers().firstValueAsLong("content-length").ifPresent(response::setContentLengthLong);
        body.transferTo(response.getOutputStream());
    }

    /** Names of the headers that the signature covers; empty when the address carries none. */
    private static Collection<String> signedHeaders(HttpServletRequest request) {
        var query = request.getQueryString() == null ? "" : request.getQueryString();
        var names = value(query, "X-Amz-SignedHeaders");
        return names.isEmpty() || value(query, "X-Amz-Signature").isEmpty()
                ? List.of()
                : Arrays.asList(names.toLowerCase(Locale.ROOT).split(";"));
    }

    private static String value(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }
}
