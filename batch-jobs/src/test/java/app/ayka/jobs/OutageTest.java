package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.Ayka;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.digests.EmailLog;
import app.ayka.digests.LoggedMail;
import app.ayka.digests.MailState;
import app.ayka.leads.Leads;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.Utterance;
import app.ayka.testing.Shared;
import app.ayka.testing.TestUsers;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * What AYKA needs goes away while it works and comes back: nobody does anything, and the recording is processed as if
 * nothing had been.
 */
@Tag("slow")
@SpringBootTest(
        classes = Ayka.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ayka.jobs.first-pause=200ms", "ayka.jobs.longest-pause=2s", "ayka.jobs.windows-per-chunk=1"})
@ContextConfiguration(initializers = OwnServers.class)
@Import({TestUsers.class, TestRecordings.class})
@DirtiesContext
class OutageTest {

    private static final RunOptions WHISPER = new RunOptions("whisper", "ggml-ayka-test.en", null, null, null);
    private static final Duration LONG = Duration.ofMinutes(5);

    @Autowired
    TestRecordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Leads leads;

    @Autowired
    EmailLog mails;

    @Autowired
    TestUsers users;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    OwnServers servers;
    UserId anna;

    @BeforeEach
    void register() {
        servers = OwnServers.running();
        anna = users.register("Anna");
    }

    @Test
    void aDatabaseThatGoesWhileARecordingIsHeard() throws Exception {
        var undisturbed = heard();
        ends(undisturbed);
        var run = heard();
        await().pollInterval(Duration.ofMillis(50)).atMost(LONG).until(() -> windowsOf(run) >= 2);

        servers.databaseGoes();
        untilTheWorkFails(run);
        servers.databaseComes();

        ends(run);
        assertThat(texts(run)).isEqualTo(texts(undisturbed)).isNotEmpty();
        assertThat(objects(run)).isEqualTo(objects(undisturbed));
        nothingTwice(run);
    }

    @Test
    void anObjectStoreThatIsAwayWhenARecordingIsPrepared() throws Exception {
        var recording = recordings.stored(anna, conversation(), WHISPER);
        servers.storageGoes();
        var run = recordings.sealed(anna, recording, WHISPER);
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(recordings.run(anna, run).state()).isEqualTo(RunState.WAITING);
            assertThat(recordings.run(anna, run).reason())
                    .isEqualTo("The object store cannot be reached. AYKA tries again by itself.");
        });
        servers.storageComes();

        ends(run);
        assertThat(texts(run)).isNotEmpty();
        nothingTwice(run);
    }

    @Test
    void aMailServerThatIsAwayHoldsUpTheMailAlone() throws Exception {
        servers.mailGoes();
        var run = recordings.imported(
                anna, List.of(ProcessRecordingTest.said("I am Ben Miller from Acme. We need new badge readers.")));
        ends(run);
        await().atMost(LONG).untilAsserted(() -> {
            var waiting = mailOf(run);
            assertThat(waiting.attempts()).isPositive();
            assertThat(waiting.state()).isEqualTo(MailState.PREPARED);
            assertThat(waiting.reason()).isNotBlank().doesNotContain("Exception");
        });
        servers.mailComes();

        nothingTwice(run);
    }

    private RunId heard() {
        return recordings.uploaded(anna, conversation(), WHISPER);
    }

    private static Path conversation() {
        return Shared.path("eval/speech/conversations/conv-1-platform.webm");
    }

    private void untilTheWorkFails(RunId run) {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        await().atMost(LONG)
                .until(() -> List.copyOf(log.list).stream()
                        .anyMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN)
                                && event.getFormattedMessage().contains(run.toString())));
        root.detachAppender(log);
    }

    private void ends(RunId run) {
        await().atMost(LONG)
                .ignoreExceptions() // the database may still be away
                .until(() -> recordings.run(anna, run).state().isFinal());
        var ended = recordings.run(anna, run);
        assertThat(ended.state())
                .as("%s %s", ended.reason(), ended.reasonDetail())
                .isEqualTo(RunState.COMPLETED);
    }

    private void nothingTwice(RunId run) {
        await().atMost(LONG).until(() -> mailOf(run).state() == MailState.SENT);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(servers.messageIds())
                        .filteredOn(id -> id.equals(mailOf(run).messageId()))
                        .hasSize(1));
        assertThat(ActingUser.call(anna, () -> mails.list(100)))
                .filteredOn(mail -> run.equals(mail.run()))
                .hasSize(1);
        var recording = recordings.run(anna, run).recording();
        assertThat(ActingUser.call(anna, () -> leads.ofRecording(recording))).hasSize(1);
        assertThat(ActingUser.call(anna, () -> runs.ofRecording(recording))).hasSize(1);
        await().atMost(LONG)
                .until(() -> system
                        .sql("select count(*) from scheduled_tasks union all"
                                + " select count(*) from scheduled_partitions")
                        .query(Integer.class)
                        .list()
                        .stream()
                        .allMatch(left -> left == 0));
    }

    private LoggedMail mailOf(RunId run) {
        return ActingUser.call(anna, () -> mails.list(100)).stream()
                .filter(mail -> run.equals(mail.run()))
                .findFirst()
                .orElseThrow();
    }

    private int windowsOf(RunId run) {
        return ActingUser.call(anna, () -> runs.steps(run))
                .get(Step.TRANSCRIBE.ordinal())
                .done();
    }

    private List<String> texts(RunId run) {
        return recordings.transcript(anna, run).utterances().stream()
                .map(Utterance::text)
                .toList();
    }

    private List<String> objects(RunId run) {
        var recording = recordings.run(anna, run).recording();
        return recordings.objects(anna, recording).stream()
                .map(key -> key.substring(key.indexOf(recording.toString()) + 37))
                .sorted()
                .toList();
    }
}
