package app.ayka.ai;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Fetches the file of a model; goes on where an earlier attempt stopped. */
public final class ResumableDownload {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private ResumableDownload() {}

    /** Hears how it goes. */
    @FunctionalInterface
    public interface Progress {
        /** @param totalBytes -1 when unknown */
        void arrived(long bytes, long totalBytes);
    }

    /**
     * Fetches {@code url} into {@code part}; what is in it already is taken for the beginning.
     *
     * @throws IOException when the server does not answer, refuses, or breaks off; what has arrived stays in the file
     */
    public static void into(Path part, URI url, Progress progress) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20))
                .build()) {
            long have = Files.exists(part) ? Files.size(part) : 0;
            HttpRequest.Builder request = HttpRequest.newBuilder(url);
            if (have > 0) {
                request.header("Range", "bytes=" + have + "-");
            }
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                take(response, body, part, have, progress);
            }
        }
    }

    private static void take(HttpResponse<?> response, InputStream body, Path part, long have, Progress progress)
            throws IOException {
        int status = response.statusCode();
        if (status == RANGE_NOT_SATISFIABLE && have > 0) {
            return; // it was whole already
        }
        if (status != OK && status != PARTIAL) {
            throw new IOException("the server answers " + status);
        }
        long start = status == PARTIAL ? have : 0;
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        long total = length < 0 ? -1 : start + length;
        StandardOpenOption how = start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            byte[] buffer = new byte[1 << 16];
            long arrived = start;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                arrived += n;
                progress.arrived(arrived, total);
            }
        }
        if (total >= 0 && Files.size(part) < total) {
            throw new IOException("the connection broke");
        }
    }
}
