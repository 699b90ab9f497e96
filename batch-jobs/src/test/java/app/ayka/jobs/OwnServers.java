package app.ayka.jobs;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A database, an object store and a mail server for one test context alone. Each can go away and come back at its address
 * with what it had.
 */
final class OwnServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static @Nullable OwnServers running;

    private final List<String> messageIds = new ArrayList<>();
    private @Nullable EmbeddedPostgres database;
    private @Nullable S3Proxy storage;
    private @Nullable GreenMail mail;
    private @Nullable Path folder;
    private int databasePort;
    private int storagePort;
    private int mailPort;

    static OwnServers running() {
        return Objects.requireNonNull(running);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            folder = Files.createTempDirectory("ayka-own");
            databaseComes();
            storageComes();
            mailComes();
        } catch (Exception e) {
            throw new IllegalStateException("the servers of a test did not start", e);
        }
        running = this;
        TestPropertyValues.of(
                        "ayka.database.url=jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres",
                        "ayka.database.username=postgres",
                        "ayka.database.password=",
                        "ayka.storage.url=http://127.0.0.1:" + storagePort,
                        "ayka.storage.access-key=test",
                        "ayka.storage.secret-key=test-secret",
                        "ayka.mail.url=smtp://127.0.0.1:" + mailPort,
                        "ayka.data=" + folder.resolve("data"),
                        "ayka.models.path=" + app.ayka.testing.Shared.path("models"))
                .applyTo(context);
    }

    void databaseComes() throws IOException {
        database = EmbeddedPostgres.builder()
                .setDataDirectory(below("postgres"))
                .setCleanDataDirectory(false)
                .setPort(databasePort)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        databasePort = database.getPort();
    }

    void databaseGoes() throws IOException {
        Objects.requireNonNull(database).close();
    }

    void storageComes() throws Exception {
        storage = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:" + storagePort))
                .awsAuthentication(AuthenticationType.AWS_V4, "test", "test-secret")
                .blobStore(new FilesystemNio2BlobStore(
                        Files.createDirectories(below("objects")).toString()))
                .build();
        storage.start();
        storagePort = storage.getPort();
    }

    void storageGoes() throws Exception {
        Objects.requireNonNull(storage).stop();
    }

    void mailComes() {
        mail = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        mailPort = mail.getSmtp().getPort();
    }

    void mailGoes() throws MessagingException {
        messageIds.addAll(arrived());
        Objects.requireNonNull(mail).stop();
    }

    /** Message-IDs of all mails that were ever taken, by time. */
    List<String> messageIds() throws MessagingException {
        var all = new ArrayList<>(messageIds);
        all.addAll(arrived());
        return all;
    }

    private List<String> arrived() throws MessagingException {
        var ids = new ArrayList<String>();
        for (var message : Objects.requireNonNull(mail).getReceivedMessages()) {
            ids.add(message.getMessageID());
        }
        return ids;
    }

    private Path below(String name) {
        return Objects.requireNonNull(folder).resolve(name);
    }
}
