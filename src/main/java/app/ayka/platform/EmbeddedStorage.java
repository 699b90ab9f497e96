package app.ayka.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server over a folder below the data folder. */
final class EmbeddedStorage implements AutoCloseable {

    private final S3Proxy proxy;

    private EmbeddedStorage(S3Proxy proxy) {
        this.proxy = proxy;
    }

    @SuppressWarnings("CatchingUnchecked") // S3Proxy.start declares Exception
    static EmbeddedStorage start(Path dataFolder, int port, StorageKeys keys) {
        try {
            var folder = Files.createDirectories(dataFolder.resolve("objects").toAbsolutePath());
            var proxy = S3Proxy.builder()
                    .endpoint(URI.create("http://127.0.0.1:" + port))
                    .awsAuthentication(AuthenticationType.AWS_V4, keys.accessKey(), keys.secretKey())
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .corsRules(new CrossOriginResourceSharing(
                            List.of("*"),
                            List.of("GET", "HEAD", "PUT"),
                            List.of("*"),
                            List.of("ETag", "Content-Range", "Accept-Ranges", "Content-Length"),
                            ""))
                    .build();
            proxy.start();
            return new EmbeddedStorage(proxy);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded object store did not start", e);
        } catch (Exception e) {
            throw new IllegalStateException("the embedded object store did not start on port " + port, e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }
}
