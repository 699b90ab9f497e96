package app.ayka.speech.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.speech.engine.CatalogueModel;
import app.ayka.speech.engine.CatalogueModel.Checksum;
import app.ayka.speech.engine.CatalogueModel.Purpose;
import app.ayka.speech.engine.SpeechException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    @TempDir
    Path folder;

    private final byte[] content = new byte[300_000];
    private HttpServer server;
    private String lastRange = "";
    private boolean breakOff;

    @BeforeEach
    void start() throws IOException {
        new Random(5).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aModelArrivesWholeVerifiedAndWithProgress() throws Exception {
        long[] seen = new long[2];
        Path file = new Download(folder).fetch(model(sha1(content)), (bytes, total) -> {
            seen[0] = bytes;
            seen[1] = total;
        });
        assertThat(file).hasBinaryContent(content);
        assertThat(seen).containsExactly(content.length, content.length);
        assertThat(folder.resolve("ggml-x.bin.part")).doesNotExist();
    }

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() throws Exception {
        breakOff = true;
        assertThatThrownBy(() -> new Download(folder).fetch(model(sha1(content)), (b, t) -> {}))
                .isInstanceOf(SpeechException.class)
                .extracting("transient")
                .isEqualTo(true);
        assertThat(folder.resolve("ggml-x.bin")).doesNotExist();
        long arrived = Files.size(folder.resolve("ggml-x.bin.part"));
        breakOff = false;
        Path file = new Download(folder).fetch(model(sha1(content)), (b, t) -> {});
        assertThat(lastRange).isEqualTo("bytes=" + arrived + "-");
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void whatIsNotAsThePublisherStatesIsRemoved() throws Exception {
        assertThatThrownBy(() -> new Download(folder).fetch(model(sha1(new byte[1])), (b, t) -> {}))
                .hasMessageContaining("not what its publisher states");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theCatalogueNamesItsSourcesAndInventsNoChecksum() {
        for (CatalogueModel model : Catalogue.bundled().models()) {
            assertThat(model.url().getScheme()).isEqualTo("https");
            assertThat(model.licence()).isNotBlank();
            model.checksum().ifPresent(checksum -> {
                assertThat(checksum.source()).isNotBlank();
                assertThat(checksum.hex()).hasSize(checksum.algorithm().equals("SHA-1") ? 40 : 64);
            });
        }
        assertThat(Catalogue.bundled().find("base.en")).isPresent();
    }

    private CatalogueModel model(String sha1) {
        return new CatalogueModel(
                "x",
                Purpose.RECOGNITION,
                "ggml-x.bin",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x"),
                1,
                "MIT",
                Optional.of(new Checksum("SHA-1", sha1, "test")),
                "");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            lastRange = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                    .orElse("");
            int from = lastRange.isEmpty() ? 0 : Integer.parseInt(lastRange.replaceAll("\\D", ""));
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
            int to = breakOff ? content.length / 3 : content.length;
            exchange.getResponseBody().write(Arrays.copyOfRange(content, from, to));
            exchange.getResponseBody().flush();
        }
    }

    private static String sha1(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    }
}
