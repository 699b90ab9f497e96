package app.ayka.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import org.springframework.boot.SpringApplication;

/** Real servers, started once for all test contexts of a JVM and handed to them as an operator would: by URL. */
public final class TestPlatform {

    private static final TestPlatform INSTANCE = new TestPlatform();

    private final EmbeddedPostgres postgres;
    private final S3Proxy storage;
    private final GreenMail mail;
    private final Path data;

    private TestPlatform() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .setRegisterShutdownHook(false)
                    .start();
            // contexts still write when they close: the database goes after the last of them
            SpringApplication.getShutdownHandlers().add(this::stopDatabase);
            data = Files.createTempDirectory("ayka-data");
            var objects = Files.createTempDirectory("ayka-objects");
            storage = S3Proxy.builder()
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, "test", "test-secret")
                    .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                    .corsRules(new CrossOriginResourceSharing(
                            List.of("*"), List.of("GET", "HEAD", "PUT"), List.of("*"), List.of("ETag"), ""))
                    .build();
            storage.start();
            mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            mail.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the test platform did not start", e);
        }
    }

    private void stopDatabase() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The running servers. */
    public static TestPlatform running() {
        return INSTANCE;
    }

    public GreenMail mail() {
        return mail;
    }

    public URI storageUrl() {
        return URI.create("http://127.0.0.1:" + storage.getPort());
    }

    public String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    /** The settings with which a program uses these servers. */
    public List<String> settings() {
        return List.of(
                "ayka.database.url=" + databaseUrl(),
                "ayka.database.username=postgres",
                "ayka.database.password=",
                "ayka.storage.url=" + storageUrl(),
                "ayka.storage.access-key=test",
                "ayka.storage.secret-key=test-secret",
                "ayka.mail.url=smtp://127.0.0.1:" + mail.getSmtp().getPort(),
                "ayka.data=" + data,
                "ayka.outside.private-hosts=localhost", // where servers of tests stand in for those of others
                "ayka.outside.timeout=2s",
                "ayka.models.path=" + sharedModels());
    }

    /** The models for development, wherever above the working directory they are; a folder without any else. */
    private static Path sharedModels() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var models = folder.resolve("shared").resolve("models");
            if (Files.isDirectory(models)) {
                return models;
            }
        }
        return Path.of("no-models");
    }
}
