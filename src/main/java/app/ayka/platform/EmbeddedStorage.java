package app.ayka.platform;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An S3 server over a folder below the data folder. Unless a port is set it keeps the one of the last time, so that
 * addresses which a device was given before a restart stay good.
 */
final class EmbeddedStorage implements AutoCloseable {

    static final String ACCESS_KEY = "ayka";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedStorage.class);
    private static final Pattern HALF_WRITTEN =
            Pattern.compile(".+-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final S3Proxy proxy;
    private final String secretKey;

    private EmbeddedStorage(S3Proxy proxy, String secretKey) {
        this.proxy = proxy;
        this.secretKey = secretKey;
    }

    @SuppressWarnings("CatchingUnchecked") // S3Proxy.start declares Exception
    static EmbeddedStorage start(DataFolder folder, int port) {
        var secretKey = SecretFile.read(folder.path(), "storage.key");
        var remembered = folder.path().resolve("storage.port");
        try {
            var objects = Files.createDirectories(folder.path().resolve("objects"));
            removeHalfWritten(objects);
            var proxy = proxy(objects, port == 0 ? lastPort(remembered) : port, secretKey);
            proxy.start();
            Files.writeString(remembered, String.valueOf(proxy.getPort()));
            return new EmbeddedStorage(proxy, secretKey);
        } catch (Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    throw new UnusableSettingException(
                            "ayka.storage.embedded-port",
                            String.valueOf(port),
                            "another program listens there: choose another, or 0 for any",
                            e);
                }
            }
            throw new UnusableSettingException(
                    "ayka.storage.url", "the embedded store in " + folder.path() + " (" + e + ")", "set a store", e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    String secretKey() {
        return secretKey;
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }

    /**
     * An object is written beside its place, under its name and a UUID, and then renamed. What a kill left under such a name
     * was never acknowledged, and would be listed as an object. Nobody writes yet, and no key ends in a UUID.
     */
    private static void removeHalfWritten(Path objects) throws IOException {
        try (var files = Files.walk(objects)) {
            for (var file : files.filter(file ->
                            HALF_WRITTEN.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .toList()) {
                log.info("removing {}, which was cut off while it was written", file);
                Files.deleteIfExists(file);
            }
        }
    }

    private static S3Proxy proxy(Path objects, int port, String secretKey) {
        return S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, secretKey)
                .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                .corsRules(new CrossOriginResourceSharing(
                        List.of("*"),
                        List.of("GET", "HEAD", "PUT"),
                        List.of("*"),
                        List.of("ETag", "Content-Range", "Accept-Ranges", "Content-Length"),
                        ""))
                .build();
    }

    /** The last port when it is free, else 0. */
    private static int lastPort(Path remembered) throws IOException {
        if (!Files.exists(remembered)) {
            return 0;
        }
        var text = Files.readString(remembered).strip();
        if (!text.matches("\\d{1,5}")) {
            return 0;
        }
        try (var probe = new ServerSocket(Integer.parseInt(text), 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException | IllegalArgumentException e) {
            return 0; // taken, or no port at all
        }
    }
}
