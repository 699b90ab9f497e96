package app.ayka.jobs.topology;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.NewAccount;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.capture.CaptureAccess;
import app.ayka.recordings.capture.CaptureDraft;
import app.ayka.recordings.capture.CaptureGrants;
import app.ayka.recordings.capture.ConsentNote;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A web node within this process that nobody kills: it makes the accounts and does for them what a person does on a page.
 * Its connections break like everybody's; what was not answered is done again.
 */
final class Client implements AutoCloseable {

    static final Instant RECORDED = Instant.parse("2026-03-12T10:40:00Z");

    private static final Logger log = LoggerFactory.getLogger(Client.class);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final ConfigurableApplicationContext context;
    private final Recordings recordings;
    private final Transcripts transcripts;
    private final CaptureGrants grants;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    private Client(ConfigurableApplicationContext context) {
        this.context = context;
        this.recordings = context.getBean(Recordings.class);
        this.transcripts = context.getBean(Transcripts.class);
        this.grants = context.getBean(CaptureGrants.class);
        this.jdbc = context.getBean(JdbcClient.class);
        this.transaction =
                new TransactionTemplate(context.getBean("transactionManager", PlatformTransactionManager.class));
    }

    static Client join(Topology topology) throws ClassNotFoundException {
        Path data = topology.folder().resolve("client");
        var arguments = new ArrayList<>(topology.settings());
        arguments.addAll(List.of(
                "--ayka.role=web",
                "--ayka.node=client",
                "--server.port=0",
                "--ayka.data=" + data,
                "--logging.level.root=warn",
                "--logging.level.app.ayka.jobs.topology=info"));
        return new Client(new SpringApplication(Class.forName("app.ayka.Ayka")).run(arguments.toArray(String[]::new)));
    }

    /** Somebody who signs in with a password and may do everything. */
    void administrator(String address, String password) {
        var account = new NewAccount("Anna", address, password, ZoneId.of("UTC"));
        log.info("{}", context.getBean(Accounts.class).createAdministrator(account));
    }

    /** An account without a password. */
    void account(UserId user, String address) throws InterruptedException {
        persistently(user, () -> jdbc.sql("""
                        insert into app_user (id, email, role, name, created_at)
                        values (?, ?, 'USER', 'Anna', now()) on conflict do nothing""").params(user.value(), address).update());
    }

    /** What a device needs to send this recording's sound. */
    CaptureAccess grant(UserId owner, RecordingId id, RecordingSource source, String title)
            throws InterruptedException {
        var draft = new CaptureDraft(id, source, title, RECORDED, ConsentNote.NONE);
        return persistently(owner, () -> grants.open(draft).orElseThrow());
    }

    /** A conversation that somebody wrote down. */
    void bringText(UserId owner, RecordingId id, String title, List<Utterance> said) throws InterruptedException {
        persistently(owner, () -> {
            if (recordings.details(id).isEmpty()) { // else it is the answer that was lost
                recordings.create(id, new RecordingDraft(title, RecordingSource.IMPORT, RECORDED, RunOptions.DEFAULT));
                var run = recordings.seal(id, Step.LEADS, RunOptions.DEFAULT).orElseThrow();
                transcripts.save(run, id, said);
            }
            return id;
        });
    }

    /** A new run of a recording, which begins with what another one has planned. */
    RunId hearAgain(UserId owner, RecordingId recording, RunId planned) throws InterruptedException {
        var runs = context.getBean(Runs.class);
        return persistently(owner, () -> runs.start(recording, planned, Step.TRANSCRIBE, RunOptions.DEFAULT));
    }

    /** Where this node serves. */
    URI address() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Connections with the rights of the queue. */
    DataSource systemDataSource() {
        return context.getBean("systemDataSource", DataSource.class);
    }

    private <T> T persistently(UserId owner, Supplier<T> work) throws InterruptedException {
        for (; ; Patience.pass(AGAIN)) {
            try {
                return Objects.requireNonNull(ActingUser.call(owner, () -> transaction.execute(status -> work.get())));
            } catch (DataAccessException | TransactionException e) {
                log.debug("once more: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
