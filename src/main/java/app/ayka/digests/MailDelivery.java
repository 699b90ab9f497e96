package app.ayka.digests;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.Recordings;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands mails to the mail server. {@code SENDING} is committed before the SMTP dialogue and no transaction is open during
 * it: a crash can repeat a message under its one Message-ID, never invent a second one.
 */
@Service
public class MailDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);
    private static final Duration WHILE_BUSY = Duration.ofSeconds(5);

    private final MailRows rows;
    private final DeliveryLock lock;
    private final Postman postman;
    private final Recordings recordings;
    private final ProcessingProgress progress;
    private final CurrentUser currentUser;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final MailWords words = MailWords.ENGLISH;

    MailDelivery(
            MailRows rows,
            DeliveryLock lock,
            Postman postman,
            Recordings recordings,
            ProcessingProgress progress,
            CurrentUser currentUser,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.lock = lock;
        this.postman = postman;
        this.recordings = recordings;
        this.progress = progress;
        this.currentUser = currentUser;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * Delivers a mail of the acting user unless it is delivered. May be called at any time, any number of times, from
     * anywhere; only one caller at a time talks to the mail server.
     */
    public DeliveryResult deliver(MailId id) {
        return lock.tryWith(id, () -> attempt(id))
                .orElseGet(() -> new DeliveryResult.RetryLater(WHILE_BUSY, words.of("busy")));
    }

    private DeliveryResult attempt(MailId id) {
        return switch (inTransaction(() -> begin(id))) {
            case Begun.Go go -> send(go.mail());
            case Begun.Done done -> done.result();
        };
    }

    /** What stands before the dialogue: a mail to send, or a result without one. */
    private sealed interface Begun {
        record Go(StoredMail mail) implements Begun {}

        record Done(DeliveryResult result) implements Begun {}
    }

    private Begun begin(MailId id) {
        var found = rows.lock(id).orElse(null);
        if (found == null) {
            return new Begun.Done(new DeliveryResult.NotFound());
        }
        return switch (found.mail().state()) {
            case SENT -> new Begun.Done(new DeliveryResult.Sent());
            case FAILED ->
                new Begun.Done(new DeliveryResult.Failed(reason(found.mail().reason())));
            case SKIPPED ->
                new Begun.Done(new DeliveryResult.Skipped(reason(found.mail().reason())));
            case PREPARED, SENDING -> beginSending(found);
        };
    }

    private Begun beginSending(StoredMail found) {
        var mail = found.mail();
        var recording = mail.recording();
        if (recording != null && recordings.find(recording).isEmpty()) {
            var reason = words.of("skipped.deleted");
            change(mail, () -> rows.state(mail.id(), MailState.SKIPPED, reason));
            return new Begun.Done(new DeliveryResult.Skipped(reason));
        }
        if (mail.attempts() >= RetryPlan.MAX_ATTEMPTS) {
            return new Begun.Done(giveUp(mail, words.of("failure.unknown"), mail.attempts()));
        }
        change(mail, () -> rows.sending(mail.id(), clock.instant()));
        return new Begun.Go(found);
    }

    private DeliveryResult send(StoredMail stored) {
        var mail = stored.mail();
        var failure = dialogue(stored);
        return inTransaction(() -> {
            if (failure == null) {
                change(mail, () -> rows.sent(mail.id(), clock.instant()));
                LOG.info("mail {} was taken by the mail server", mail.id());
                return new DeliveryResult.Sent();
            }
            return failed(mail, failure, mail.attempts() + 1);
        });
    }

    private @Nullable SmtpFailure dialogue(StoredMail stored) {
        try {
            postman.hand(stored);
            return null;
        } catch (MailException e) {
            if (SmtpFailure.afterAcceptance(e)) {
                return null;
            }
            return SmtpFailure.of(e, words);
        }
    }

    private DeliveryResult failed(LoggedMail mail, SmtpFailure failure, int attempts) {
        if (failure.permanent()) {
            change(mail, () -> rows.state(mail.id(), MailState.FAILED, failure.reason()));
            LOG.warn("mail {} was refused for good; it can be sent again from the Mail page", mail.id());
            return new DeliveryResult.Failed(failure.reason());
        }
        if (attempts >= RetryPlan.MAX_ATTEMPTS) {
            return giveUp(mail, failure.reason(), attempts);
        }
        var reason = words.of("failure.retry", failure.reason());
        change(mail, () -> rows.state(mail.id(), MailState.PREPARED, reason));
        var after = RetryPlan.after(attempts);
        LOG.info("mail {} was not taken at attempt {}; the next is in {} s", mail.id(), attempts, after.toSeconds());
        return new DeliveryResult.RetryLater(after, reason);
    }

    private DeliveryResult giveUp(LoggedMail mail, String why, int attempts) {
        var reason = words.of("failure.gave-up", why, attempts);
        change(mail, () -> rows.state(mail.id(), MailState.FAILED, reason));
        LOG.warn("mail {} is given up after {} attempts; it can be sent again from the Mail page", mail.id(), attempts);
        return new DeliveryResult.Failed(reason);
    }

    private void change(LoggedMail mail, Runnable edit) {
        edit.run();
        var recording = mail.recording();
        if (recording != null) {
            progress.changed(currentUser.require(), recording);
        }
    }

    private String reason(@Nullable String kept) {
        return kept == null ? words.of("failure.unknown") : kept;
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
