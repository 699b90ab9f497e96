package app.ayka.digests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.accounts.Accounts;
import app.ayka.base.ActingUser;
import app.ayka.base.CurrentUser;
import app.ayka.base.PublicUrl;
import app.ayka.base.UserId;
import app.ayka.digests.TroubledMailServer.Trouble;
import app.ayka.leads.Leads;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestPlatform;
import app.ayka.testing.TestUsers;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails against a real SMTP server and one that goes wrong, and the log's promise: one Message-ID, whatever happens. */
@AykaTest
class MailDeliveryTest {

    @Autowired
    MailRows rows;

    @Autowired
    DeliveryLock lock;

    @Autowired
    Recordings recordings;

    @Autowired
    ProcessingProgress progress;

    @Autowired
    CurrentUser currentUser;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    PublicUrl publicUrl;

    @Autowired
    Runs runs;

    @Autowired
    Leads leads;

    @Autowired
    Accounts accounts;

    @Autowired
    TestUsers users;

    final List<MailId> requested = new ArrayList<>();
    final String address = "anna-" + UUID.randomUUID() + "@example.org";

    boolean wanted = true;
    UserId anna;
    RecordingId recording;

    @BeforeEach
    void record() {
        anna = users.register("Anna");
        recording = as(() -> recordings.create(
                new RecordingDraft("Hallway", RecordingSource.CAPTURE, Samples.RECORDED, RunOptions.DEFAULT)));
    }

    @Test
    void aSummaryArrivesOnceHoweverOftenItIsDelivered() throws Exception {
        var mail = prepare(aRun(), Samples.deepak());

        assertThat(deliver(mail)).isEqualTo(new DeliveryResult.Sent());
        assertThat(deliver(mail)).isEqualTo(new DeliveryResult.Sent());

        assertThat(received()).hasSize(1);
        var message = received().getFirst();
        assertThat(message.getSubject()).isEqualTo("You met Deepak Subramanian (Ferrostack)");
        assertThat(message.getMessageID()).isEqualTo(logged(mail).messageId());
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(logged(mail).state()).isEqualTo(MailState.SENT);
        assertThat(logged(mail).sentAt()).isNotNull();
    }

    @Test
    void whoWantsNoSummariesGetsNoneAndTheLogSaysWhy() {
        wanted = false;

        var outcome = outcome(aRun(), Samples.deepak());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SummaryOutcome.Skipped.class,
                        skipped -> assertThat(skipped.reason()).contains("no summaries"));
        assertThat(requested).isEmpty();
    }

    @Test
    void preparingTwiceWritesOneMailAndOneRequest() {
        var run = aRun();

        assertThat(prepare(run, Samples.deepak())).isEqualTo(prepare(run, Samples.named("Somebody else")));

        assertThat(requested).hasSize(1);
        assertThat(as(() -> log().list(10))).hasSize(1);
    }

    @Test
    void simultaneousPreparationsWriteOneMail() {
        var run = aRun();

        var mails = simultaneously(6, () -> prepare(run, Samples.deepak()));

        assertThat(mails.stream().distinct()).hasSize(1);
        assertThat(as(() -> log().list(10))).hasSize(1);
    }

    @Test
    void simultaneousDeliveriesSendOne() throws Exception {
        var mail = prepare(aRun(), Samples.deepak());

        var results = simultaneously(6, () -> deliver(mail));

        assertThat(results).contains(new DeliveryResult.Sent());
        assertThat(results)
                .allMatch(
                        result -> result instanceof DeliveryResult.Sent || result instanceof DeliveryResult.RetryLater);
        assertThat(received()).hasSize(1);
        assertThat(logged(mail).attempts()).isEqualTo(1);
    }

    @Test
    void afterACrashBetweenSendingAndSentTheSameMessageGoesOutAgain() throws Exception {
        var mail = prepare(aRun(), Samples.deepak());
        deliver(mail);
        as(() -> jdbc.sql("update email_log set state = 'SENDING', sent_at = null where id = ?")
                .param(mail.value())
                .update());

        assertThat(deliver(mail)).isEqualTo(new DeliveryResult.Sent());

        assertThat(received()).hasSize(2);
        assertThat(received().get(0).getMessageID()).isEqualTo(received().get(1).getMessageID());
        assertThat(logged(mail).attempts()).isEqualTo(2);
    }

    @Test
    void sendingIsCommittedBeforeTheDialogue() {
        var mail = prepare(aRun(), Samples.deepak());
        var seen = new ArrayList<MailState>();
        var sender = new JavaMailSenderImpl() {
            @Override
            protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) {
                seen.add(CompletableFuture.supplyAsync(() -> logged(mail).state())
                        .join());
                throw new IllegalStateException("killed");
            }
        };

        assertThatThrownBy(() -> ActingUser.call(anna, () -> delivery(sender).deliver(mail)))
                .hasMessage("killed");

        assertThat(seen).containsExactly(MailState.SENDING);
        assertThat(logged(mail).state()).isEqualTo(MailState.SENDING);
    }

    @Test
    void aServerThatIsGoneForAWhileOnlyDelaysTheMail() throws Exception {
        var mail = prepare(aRun(), Samples.deepak());
        var nobody = closedPort();

        var first = (DeliveryResult.RetryLater) deliverTo(nobody, mail);
        var second = (DeliveryResult.RetryLater) deliverTo(nobody, mail);

        assertThat(first.reason()).isEqualTo("The mail server cannot be reached. AYKA tries again by itself.");
        assertThat(second.after()).isGreaterThan(first.after());
        assertThat(logged(mail).state()).isEqualTo(MailState.PREPARED);
        assertThat(logged(mail).reason()).isEqualTo(first.reason());

        assertThat(deliver(mail)).isEqualTo(new DeliveryResult.Sent());
        assertThat(logged(mail).reason()).isNull();
        assertThat(received()).hasSize(1);
    }

    @Test
    void aRefusedRecipientIsFinalUntilSomebodySendsAgain() throws Exception {
        var mail = prepare(aRun(), Samples.deepak());

        var result = through(Trouble.REFUSES_THE_RECIPIENT, mail);

        assertThat(result).isInstanceOf(DeliveryResult.Failed.class);
        assertThat(logged(mail).state()).isEqualTo(MailState.FAILED);
        assertThat(logged(mail).reason()).contains(address).contains("no such person");
        assertThat(deliver(mail)).isInstanceOf(DeliveryResult.Failed.class);
        assertThat(received()).isEmpty();

        assertThat(as(() -> log().resend(mail))).isEqualTo(new ResendResult.Queued());
        assertThat(requested).containsExactly(mail, mail);
        assertThat(deliver(mail)).isEqualTo(new DeliveryResult.Sent());
        assertThat(received().getFirst().getMessageID()).isEqualTo(logged(mail).messageId());
    }

    @Test
    void aBusyServerIsAskedAgain() {
        var mail = prepare(aRun(), Samples.deepak());

        assertThat(through(Trouble.IS_BUSY, mail)).isInstanceOf(DeliveryResult.RetryLater.class);

        assertThat(logged(mail).state()).isEqualTo(MailState.PREPARED);
        assertThat(logged(mail).reason()).contains("asked to try again later").contains("451");
    }

    @Test
    void aConnectionThatBreaksOffInTheMessageIsTriedAgain() {
        var mail = prepare(aRun(), Samples.deepak());

        assertThat(through(Trouble.BREAKS_OFF_IN_THE_MESSAGE, mail)).isInstanceOf(DeliveryResult.RetryLater.class);

        assertThat(logged(mail).reason()).startsWith("The connection to the mail server broke off.");
    }

    @Test
    void anUnansweredMessageIsRepeatedUnderTheSameId() {
        var mail = prepare(aRun(), Samples.deepak());
        try (var server = new TroubledMailServer(Trouble.BREAKS_OFF_BEFORE_ITS_ANSWER)) {
            assertThat(deliverTo(server.port(), mail)).isInstanceOf(DeliveryResult.RetryLater.class);
            deliverTo(server.port(), mail);

            assertThat(server.messages())
                    .hasSize(2)
                    .allMatch(message ->
                            message.contains("Message-ID: " + logged(mail).messageId()));
        }
    }

    @Test
    void aServerThatForgetsToSayGoodbyeHasTheMailNevertheless() {
        var mail = prepare(aRun(), Samples.deepak());

        assertThat(through(Trouble.BREAKS_OFF_AFTER_ITS_ANSWER, mail)).isEqualTo(new DeliveryResult.Sent());

        assertThat(logged(mail).state()).isEqualTo(MailState.SENT);
    }

    @Test
    void afterTheLastAttemptTheMailIsGivenUpAndSaysSo() {
        var mail = prepare(aRun(), Samples.deepak());
        as(() -> jdbc.sql("update email_log set attempts = ? where id = ?")
                .params(RetryPlan.MAX_ATTEMPTS - 1, mail.value())
                .update());

        assertThat(through(Trouble.IS_BUSY, mail)).isInstanceOf(DeliveryResult.Failed.class);

        assertThat(logged(mail).state()).isEqualTo(MailState.FAILED);
        assertThat(logged(mail).reason()).endsWith("AYKA tried 20 times and has stopped; you can send it again.");
    }

    @Test
    void aDeletedRecordingSendsNoMail() throws Exception {
        var mail = prepare(aRun(), Samples.deepak());
        as(() -> recordings.delete(recording));

        assertThat(deliver(mail)).isInstanceOf(DeliveryResult.Skipped.class);

        assertThat(received()).isEmpty();
        assertThat(logged(mail).state()).isEqualTo(MailState.SKIPPED);
    }

    @Test
    void whatIsErasedLeavesNoMail() {
        var mail = prepare(aRun(), Samples.deepak());

        as(() -> jdbc.sql("delete from recording where id = ?")
                .param(recording.value())
                .update());

        assertThat(as(() -> log().preview(mail))).isEmpty();
        assertThat(deliver(mail)).isEqualTo(new DeliveryResult.NotFound());
    }

    @Test
    void aConversationWithNobodyGivesNoMailAndTheLogSaysWhy() {
        var outcome = outcome(aRun());

        assertThat(outcome).isInstanceOf(SummaryOutcome.Skipped.class);
        assertThat(requested).isEmpty();
        assertThat(as(() -> log().list(10)).getFirst().reason()).startsWith("Nobody to follow up with was found");
    }

    @Test
    void anotherRunWithTheSameNewsSendsNoSecondMail() {
        prepare(aRun(), Samples.deepak());

        var again = outcome(aRun(), Samples.deepak());
        var other = outcome(aRun(), Samples.named("Gretchen"));

        assertThat(again).isInstanceOf(SummaryOutcome.Skipped.class);
        assertThat(other).isInstanceOf(SummaryOutcome.Prepared.class);
    }

    @Test
    void othersSeeAndSendNothingOfIt() {
        var mail = prepare(aRun(), Samples.deepak());

        anna = users.register("Ben");

        assertThat(as(() -> log().list(10))).isEmpty();
        assertThat(as(() -> log().preview(mail))).isEmpty();
        assertThat(as(() -> log().resend(mail))).isEqualTo(new ResendResult.NotFound());
        assertThat(deliver(mail)).isEqualTo(new DeliveryResult.NotFound());
    }

    @Test
    void aPreviewForbidsItselfScriptsAndRequests() {
        var mail = prepare(aRun(), Samples.deepak());

        var preview = as(() -> log().preview(mail)).orElseThrow();

        assertThat(preview.html())
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
                .contains("<base target=\"_blank\">");
        assertThat(preview.text()).contains("DEEPAK SUBRAMANIAN");
    }

    private Run aRun() {
        return new Run(
                RunId.random(),
                anna,
                recording,
                null,
                Step.LEADS,
                Runs.PIPELINE_VERSION,
                RunOptions.DEFAULT,
                RunState.RUNNING,
                null,
                null,
                Samples.RECORDED,
                null,
                null,
                null);
    }

    private MailId prepare(Run run, PersonMet... people) {
        return switch (outcome(run, people)) {
            case SummaryOutcome.Prepared prepared -> prepared.mail();
            case SummaryOutcome.Skipped skipped -> throw new AssertionError(skipped.reason());
            case SummaryOutcome.Gone gone -> throw new AssertionError(gone);
        };
    }

    private SummaryOutcome outcome(Run run, PersonMet... people) {
        var mail = new SummaryMail(
                runs, recordings, leads, accounts, rows, this::request, progress, () -> wanted, clock, publicUrl);
        return as(() -> mail.prepare(
                run,
                recordings.details(recording).orElseThrow(),
                new Recipient(address, Samples.VIENNA),
                List.of(people)));
    }

    private void request(UserId owner, MailId mail) {
        assertThat(owner).isEqualTo(anna);
        requested.add(mail);
    }

    private EmailLog log() {
        return new EmailLog(rows, this::request, progress, currentUser);
    }

    private LoggedMail logged(MailId mail) {
        return as(() -> rows.find(mail)).orElseThrow().mail();
    }

    /** Delivers through the real server. */
    private DeliveryResult deliver(MailId mail) {
        var port = TestPlatform.running().mail().getSmtp().getPort();
        return deliverTo(port, mail);
    }

    private DeliveryResult through(Trouble trouble, MailId mail) {
        try (var server = new TroubledMailServer(trouble)) {
            return deliverTo(server.port(), mail);
        }
    }

    private DeliveryResult deliverTo(int port, MailId mail) {
        return ActingUser.call(anna, () -> delivery(senderTo(port)).deliver(mail));
    }

    private MailDelivery delivery(JavaMailSender sender) {
        var postman = new Postman(sender, "AYKA <ayka@example.org>");
        return new MailDelivery(rows, lock, postman, recordings, progress, currentUser, transactions, clock);
    }

    private static JavaMailSender senderTo(int port) {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return sender;
    }

    private static int closedPort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<MimeMessage> received() {
        return Arrays.stream(TestPlatform.running().mail().getReceivedMessages())
                .filter(this::isToAnna)
                .toList();
    }

    private boolean isToAnna(MimeMessage message) {
        try {
            return message.getRecipients(Message.RecipientType.TO)[0].toString().equals(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T as(Supplier<T> work) {
        return ActingUser.call(
                anna,
                () -> Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> work.get())));
    }

    private <T> List<T> simultaneously(int times, Supplier<T> work) {
        var ready = new CountDownLatch(times);
        var all = IntStream.range(0, times)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            ready.countDown();
                            try {
                                ready.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return work.get();
                        },
                        task -> Thread.ofPlatform().start(task)))
                .toList();
        return all.stream().map(CompletableFuture::join).toList();
    }
}
