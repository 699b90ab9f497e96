package app.ayka.notices;

import app.ayka.accounts.Profile;
import app.ayka.accounts.Profiles;
import app.ayka.base.ActingUser;
import app.ayka.base.CurrentUser;
import app.ayka.notices.push.PushMessage;
import app.ayka.notices.push.PushOutcome;
import app.ayka.notices.push.PushSender;
import app.ayka.notices.push.PushSubscription;
import app.ayka.notices.push.PushSubscriptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings a notice to whatever takes pushes, and by mail when nobody saw it and no push was accepted. That a push begins is
 * committed before it does, and no transaction is open while a push service is talked to: after a kill or an answer that
 * never came the same push is sent under the same topic, which takes the place of the first.
 */
@Service
public class NoticeDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeDelivery.class);
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final NoticeRows rows;
    private final PushRows pushes;
    private final PushSubscriptions subscriptions;
    private final List<PushSender> senders;
    private final NoticeChoices choices;
    private final NoticeMails mails;
    private final Profiles profiles;
    private final NoticeSettings settings;
    private final NoticeNews news;
    private final CurrentUser currentUser;
    private final TransactionTemplate transaction;
    private final Clock clock;

    NoticeDelivery(
            NoticeRows rows,
            PushRows pushes,
            PushSubscriptions subscriptions,
            List<PushSender> senders,
            NoticeChoices choices,
            NoticeMails mails,
            Profiles profiles,
            NoticeSettings settings,
            NoticeNews news,
            CurrentUser currentUser,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.pushes = pushes;
        this.subscriptions = subscriptions;
        this.senders = senders;
        this.choices = choices;
        this.mails = mails;
        this.profiles = profiles;
        this.settings = settings;
        this.news = news;
        this.currentUser = currentUser;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** What is known of the notice and its user when an attempt begins. */
    private record Case(Notice notice, Set<Channel> wanted, NoticeHabit habit, Profile profile, int unread) {

        /** A sign-in by somebody else may well be read away by them. */
        boolean isSeen() {
            return notice.isRead() && !notice.kind().isSecurity();
        }

        boolean wants(Channel channel) {
            return wanted.contains(channel) && !isSeen();
        }

        NoticeWords words() {
            return NoticeWords.inOneOf(profile.languages());
        }
    }

    /**
     * Brings out what is due of a notice of the acting user. May be called at any time and any number of times.
     *
     * @return after how long to call again; empty when all is done
     */
    public Optional<Duration> deliver(NoticeId id) {
        return inTransaction(() -> rows.find(id)
                        .map(notice -> new Case(
                                notice, choices.of(notice.kind()), choices.habit(), profiles.mine(), rows.unread())))
                .filter(known -> !known.isSeen())
                .flatMap(this::deliver);
    }

    private Optional<Duration> deliver(Case known) {
        var quiet = known.notice().kind().isSecurity()
                ? Duration.ZERO
                : known.habit().quietFor(clock.instant(), known.profile().timeZone());
        if (quiet.isPositive()) {
            return Optional.of(quiet);
        }
        var later = new ArrayList<Duration>();
        if (known.wants(Channel.PUSH)) {
            later.addAll(push(known));
        }
        mail(known).ifPresent(later::add);
        return later.stream().min(Duration::compareTo);
    }

    /** @return after how long to try those again that were not accepted yet */
    private List<Duration> push(Case known) {
        var notice = known.notice();
        if (clock.instant().isAfter(notice.createdAt().plus(notice.kind().pushedFor()))) {
            return List.of();
        }
        var later = new ArrayList<Duration>();
        var tries = new ArrayList<Supplier<Optional<Duration>>>();
        for (var target : inTransaction(subscriptions::list)) {
            if (sender(target).isEmpty()) {
                continue;
            }
            switch (inTransaction(() -> pushes.next(notice.id(), target.id(), clock.instant()))) {
                case PushRows.Next.Now() -> tries.add(() -> push(known, target));
                case PushRows.Next.In(Duration wait) -> later.add(wait);
                case PushRows.Next.Never() -> {}
            }
        }
        later.addAll(together(tries));
        return later;
    }

    private Optional<Duration> push(Case known, PushSubscription target) {
        var notice = known.notice();
        var attempt =
                inTransaction(() -> pushes.begin(currentUser.require(), notice.id(), target.id(), clock.instant()));
        var outcome = sender(target).orElseThrow().send(target, message(known));
        return inTransaction(() -> told(notice, target, attempt, outcome));
    }

    private Optional<Duration> told(Notice notice, PushSubscription target, int attempt, PushOutcome outcome) {
        return switch (outcome) {
            case PushOutcome.Accepted accepted -> {
                pushes.end(notice.id(), target.id(), PushRows.State.ACCEPTED, null);
                subscriptions.accepted(target.id());
                news.changed(currentUser.require());
                yield Optional.empty();
            }
            case PushOutcome.Gone(String reason) -> {
                LOG.info("{} takes no pushes any more and is forgotten: {}", target, reason);
                subscriptions.remove(target.id());
                yield Optional.empty();
            }
            case PushOutcome.Refused(String reason) -> refused(notice, target, reason);
            case PushOutcome.Later later -> {
                if (attempt >= MOST_ATTEMPTS) {
                    yield refused(notice, target, later.reason());
                }
                var pause = pause(attempt, later.after());
                pushes.later(
                        notice.id(),
                        target.id(),
                        later.reason(),
                        clock.instant().plus(pause));
                yield Optional.of(pause);
            }
        };
    }

    private Optional<Duration> refused(Notice notice, PushSubscription target, String reason) {
        LOG.warn("notice {} was not pushed to {}: {}", notice.id(), target, reason);
        pushes.end(notice.id(), target.id(), PushRows.State.REFUSED, reason);
        return Optional.empty();
    }

    private static PushMessage message(Case known) {
        var notice = known.notice();
        var words = known.words();
        var hidden = known.habit().titlesHidden();
        return new PushMessage(
                notice.id().toString().replace("-", ""),
                hidden ? words.hiddenTitle(notice) : words.title(notice),
                hidden ? words.hiddenText(notice) : words.text(notice),
                notice.link(),
                known.unread(),
                notice.kind().pushedFor(),
                notice.kind().isUrgent());
    }

    /** @return how long until a mail is due; empty when none is, or it was written */
    private Optional<Duration> mail(Case known) {
        var notice = known.notice();
        if (!known.wants(Channel.MAIL) || notice.mailedAt() != null || !NoticeMails.tells(notice.kind())) {
            return Optional.empty();
        }
        if (!notice.kind().isSecurity()) {
            if (inTransaction(() -> pushes.isAccepted(notice.id()))) {
                return Optional.empty();
            }
            var due = notice.createdAt().plus(settings.mailAfter());
            if (clock.instant().isBefore(due)) {
                return Optional.of(Duration.between(clock.instant(), due));
            }
        }
        inTransaction(() -> {
            if (rows.mailed(notice.id(), clock.instant())) {
                mails.write(notice, known.words());
            }
            return true;
        });
        return Optional.empty();
    }

    private Optional<PushSender> sender(PushSubscription subscription) {
        return senders.stream()
                .filter(sender -> sender.serves(subscription.platform()))
                .findFirst();
    }

    private static Duration pause(int attempt, @Nullable Duration asked) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 16));
        var own = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return asked == null || asked.compareTo(own) < 0 ? own : asked;
    }

    /** A push service that hangs holds up nobody else's. */
    private List<Duration> together(List<Supplier<Optional<Duration>>> tries) {
        if (tries.isEmpty()) {
            return List.of();
        }
        var owner = currentUser.require(); // is not passed on to other threads by itself
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var found = new ArrayList<Duration>();
            for (var one : threads.invokeAll(tries.stream()
                    .<Callable<Optional<Duration>>>map(one -> () -> ActingUser.call(owner, one))
                    .toList())) {
                one.get().ifPresent(found::add);
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pushing; the queue tries again", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a push could not be told; the queue tries again", e.getCause());
        }
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
