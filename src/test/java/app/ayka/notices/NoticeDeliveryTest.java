package app.ayka.notices;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.Profiles;
import app.ayka.base.ActingUser;
import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import app.ayka.digests.EmailLog;
import app.ayka.digests.LoggedMail;
import app.ayka.notices.push.FakePushService;
import app.ayka.notices.push.FakePushService.Browser;
import app.ayka.notices.push.FakePushService.Push;
import app.ayka.notices.push.PushKeys;
import app.ayka.notices.push.PushSender;
import app.ayka.notices.push.PushSubscription;
import app.ayka.notices.push.PushSubscriptions;
import app.ayka.notices.push.Subscribing;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import app.ayka.testing.Together;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Notices on their way to a push service that opens them as a browser would, and by mail where nobody saw them. */
@AykaTest
class NoticeDeliveryTest {

    @Autowired
    Notices notices;

    @Autowired
    NoticeRows rows;

    @Autowired
    PushRows pushes;

    @Autowired
    PushSubscriptions subscriptions;

    @Autowired
    List<PushSender> senders;

    @Autowired
    NoticeChoices choices;

    @Autowired
    NoticeMails noticeMails;

    @Autowired
    Profiles profiles;

    @Autowired
    NoticeSettings settings;

    @Autowired
    NoticeNews news;

    @Autowired
    CurrentUser currentUser;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    PushKeys keys;

    @Autowired
    EmailLog mails;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestUsers users;

    final FakePushService service = new FakePushService();
    final MovingClock clock = new MovingClock();

    UserId anna;
    Browser phone;
    Browser laptop;

    @BeforeEach
    void subscribe() {
        anna = users.register("Anna");
        phone = subscribed(anna);
        laptop = subscribed(anna);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aNoticeArrivesOnceOnEveryBrowserAndOnlyTheyCanReadIt() {
        var notice = tell("Hallway \u201ctalk\u201d \ud83d\ude00");

        assertThat(deliver(notice)).isEmpty();
        assertThat(deliver(notice)).isEmpty();

        assertThat(service.pushes()).hasSize(2);
        var push = service.pushes(phone).getFirst();
        assertThat(push.message().path("title").asString())
                .isEqualTo("Hallway \u201ctalk\u201d \ud83d\ude00 could not be processed");
        assertThat(push.message().path("text").asString()).startsWith("It hurts.");
        assertThat(push.message().path("link").asString()).startsWith("/recordings/");
        assertThat(push.message().path("unread").asInt()).isEqualTo(1);
        assertThat(push.headers()).containsEntry("Topic", notice.toString().replace("-", ""));
        assertThat(push.headers()).containsEntry("TTL", String.valueOf(3 * 24 * 3600));
        assertThat(push.signedBy()).isEqualTo(keys.point());
        assertThat(mailsOf(anna)).as("a push was accepted").isEmpty();
    }

    @Test
    void aSubscriptionThatIsGoneIsForgottenAndTheOthersAreServed() {
        service.answer(phone, 410);
        service.answer(laptop, 404);
        var third = subscribed(anna);

        assertThat(deliver(tell("Hallway"))).isEmpty();

        assertThat(as(anna, subscriptions::list))
                .extracting(PushSubscription::endpoint)
                .containsExactly(third.endpoint());
        assertThat(service.pushes(third)).hasSize(1);
    }

    @Test
    void aPushServiceThatIsBusyIsAskedAgainWhenItWants() {
        service.answer(phone, 429, "Retry-After", "120");
        var notice = tell("Hallway");

        assertThat(deliver(notice)).contains(Duration.ofSeconds(120));
        clock.move(Duration.ofSeconds(60));
        assertThat(deliver(notice)).contains(Duration.ofSeconds(60));
        assertThat(service.pushes(phone)).as("left alone").hasSize(1);
        clock.move(Duration.ofSeconds(60));
        assertThat(deliver(notice)).isEmpty();

        assertThat(service.pushes(phone)).extracting(Push::status).containsExactly(429, 201);
        assertThat(service.pushes(laptop)).hasSize(1);
    }

    @Test
    void aPushServiceInTroubleIsTriedAgainWithGrowingPausesAndGivenUp() {
        for (var i = 0; i < 20; i++) {
            service.answer(phone, 500);
        }
        var notice = tell("Hallway");

        var waits = new java.util.ArrayList<Duration>();
        for (var wait = deliver(notice); wait.isPresent(); wait = deliver(notice)) {
            waits.add(wait.get());
            clock.move(wait.get());
        }

        assertThat(waits)
                .startsWith(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40))
                .hasSize(9);
        assertThat(service.pushes(phone)).hasSize(10);
        assertThat(service.pushes(phone))
                .extracting(push -> push.headers().get("Topic"))
                .as("the last takes the place of all before")
                .containsOnly(notice.toString().replace("-", ""));
    }

    @Test
    void anAnswerThatNeverComesHoldsUpNobodyElse() {
        service.answer(phone, 0);
        var notice = tell("Hallway");

        assertThat(deliver(notice)).contains(Duration.ofSeconds(10));

        assertThat(service.pushes(laptop)).hasSize(1);
        clock.move(Duration.ofSeconds(10));
        assertThat(deliver(notice)).isEmpty();
        assertThat(service.pushes(phone)).hasSize(2);
    }

    @Test
    void whatIsRefusedForGoodIsNotTriedAgain() {
        service.answer(phone, 413);
        var notice = tell("Hallway");

        assertThat(deliver(notice)).isEmpty();
        assertThat(deliver(notice)).isEmpty();

        assertThat(service.pushes(phone)).hasSize(1);
        assertThat(as(anna, subscriptions::list)).as("the next notice may fit").hasSize(2);
    }

    @Test
    void aPushThatAKillInterruptedIsSentAgainUnderItsTopicAndThoseThatWereAcceptedAreNot() {
        var notice = tell("Hallway");
        deliver(notice);
        inTransaction(
                () -> jdbc.sql("update notice_push set state = 'SENDING' where notice_id = ? and subscription_id = ?")
                        .params(notice.value(), at(phone).value())
                        .update());

        assertThat(deliver(notice)).isEmpty();

        assertThat(service.pushes(phone)).hasSize(2);
        assertThat(service.pushes(laptop)).hasSize(1);
    }

    @Test
    void nothingRingsInQuietHours() {
        as(anna, () -> {
            choices.keep(new NoticeHabit(22 * 60, 7 * 60, false));
            return true;
        });
        clock.set(Instant.parse("2026-11-21T23:30:00Z")); // Anna's zone is UTC
        var notice = tell("Hallway");

        assertThat(deliver(notice)).contains(Duration.ofMinutes(7 * 60 + 30));
        assertThat(service.pushes()).isEmpty();
        clock.move(Duration.ofMinutes(7 * 60 + 30));
        assertThat(deliver(notice)).isEmpty();

        assertThat(service.pushes()).hasSize(2);
    }

    @Test
    void aLockScreenDoesNotSayWhatItIsAboutWhenItsUserWantsThat() {
        as(anna, () -> {
            choices.keep(new NoticeHabit(0, 0, true));
            return true;
        });

        deliver(tell("Merger with Ferrostack"));

        assertThat(service.pushes()).hasSize(2).allSatisfy(push -> {
            assertThat(push.message().path("title").asString()).isEqualTo("A conversation could not be processed");
            assertThat(push.message().toString()).doesNotContain("Ferrostack").doesNotContain("hurts");
        });
    }

    @Test
    void whatWasReadMeanwhileIsNotPushed() {
        var notice = tell("Hallway");
        as(anna, () -> {
            notices.read(notice);
            return true;
        });

        assertThat(deliver(notice)).isEmpty();

        assertThat(service.pushes()).isEmpty();
        assertThat(mailsOf(anna)).isEmpty();
    }

    @Test
    void whatNobodySawIsMailedOnceAfterAWhile() {
        var ben = users.register("Ben");
        var notice = tellTo(ben, NoticeKind.RECORDING_FAILED, "Hallway <b>x</b>");

        assertThat(deliver(ben, notice)).contains(Duration.ofMinutes(10));
        assertThat(mailsOf(ben)).isEmpty();
        clock.move(Duration.ofMinutes(10));
        assertThat(deliver(ben, notice)).isEmpty();
        assertThat(deliver(ben, notice)).isEmpty();

        assertThat(mailsOf(ben)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Hallway <b>x</b> could not be processed");
            assertThat(mail.messageId()).startsWith("<notice." + notice + "@");
            assertThat(as(ben, () -> mails.preview(mail.id())).orElseThrow().html())
                    .contains("Hallway &lt;b&gt;x&lt;/b&gt;")
                    .doesNotContain("<b>x");
        });
    }

    @Test
    void simultaneousDeliveriesMailOnce() throws Exception {
        var ben = users.register("Ben");
        var notice = tellTo(ben, NoticeKind.RECORDING_FAILED, "Hallway");
        clock.move(Duration.ofMinutes(10));

        Together.all(5, number -> deliver(ben, notice));

        assertThat(mailsOf(ben)).hasSize(1);
    }

    @Test
    void ofWhatIsReadyTheSummaryMailTells() {
        var ben = users.register("Ben");
        var notice = tellTo(ben, NoticeKind.RECORDING_READY, "Hallway");
        clock.move(Duration.ofHours(1));

        assertThat(deliver(ben, notice)).isEmpty();

        assertThat(mailsOf(ben)).isEmpty();
    }

    @Test
    void aNewSignInIsMailedEvenWhenSomebodyReadItAway() {
        var notice = tellTo(anna, NoticeKind.NEW_SIGN_IN, "Safari on iPhone");
        as(anna, () -> {
            notices.readAll();
            return true;
        });

        assertThat(deliver(notice)).isEmpty();

        assertThat(service.pushes(phone)).hasSize(1);
        assertThat(mailsOf(anna)).hasSize(1);
    }

    @Test
    void aBrowserThatSomebodyElseUsesNowTellsOnlyThem() {
        var ben = users.register("Ben");
        as(ben, () -> Subscribing.here(subscriptions, phone));

        deliver(tell("Anna's talk"));
        deliver(ben, tellTo(ben, NoticeKind.RECORDING_FAILED, "Ben's talk"));

        assertThat(service.pushes(phone))
                .singleElement()
                .satisfies(push ->
                        assertThat(push.message().path("title").asString()).startsWith("Ben's talk"));
    }

    @Test
    void signingTheDeviceOutEndsItsPushes() {
        inTransaction(() -> jdbc.sql("""
                        insert into persistent_login (series, owner_id, token_hash, created_at, rotated_at, expires_at)
                        values (?, ?, 'x', now(), now(), now())""").params("series-" + anna, anna.value()).update());
        as(anna, () -> Subscribing.here(subscriptions, phone, "series-" + anna));

        inTransaction(() -> jdbc.sql("delete from persistent_login where series = ?")
                .param("series-" + anna)
                .update());

        assertThat(as(anna, subscriptions::list))
                .extracting(PushSubscription::endpoint)
                .containsExactly(laptop.endpoint());
    }

    private NoticeId tell(String title) {
        return tellTo(anna, NoticeKind.RECORDING_FAILED, title);
    }

    private NoticeId tellTo(UserId user, NoticeKind kind, String title) {
        var id = as(
                        user,
                        () -> notices.tell(
                                new NoticeDraft(kind, UUID.randomUUID().toString(), null, title, "It hurts.", 0)))
                .orElseThrow();
        as(
                user,
                () -> new TransactionTemplate(transactions)
                        .execute(status -> jdbc.sql("update notice set created_at = ? where id = ?")
                                .params(java.sql.Timestamp.from(clock.instant()), id.value())
                                .update()));
        return id;
    }

    private Optional<Duration> deliver(NoticeId notice) {
        return deliver(anna, notice);
    }

    private Optional<Duration> deliver(UserId user, NoticeId notice) {
        var delivery = new NoticeDelivery(
                rows,
                pushes,
                subscriptions,
                senders,
                choices,
                noticeMails,
                profiles,
                settings,
                news,
                currentUser,
                transactions,
                clock);
        return as(user, () -> delivery.deliver(notice));
    }

    private List<LoggedMail> mailsOf(UserId user) {
        return as(user, () -> mails.list(10));
    }

    private Browser subscribed(UserId user) {
        var browser = service.browser();
        as(user, () -> Subscribing.here(subscriptions, browser));
        return browser;
    }

    private app.ayka.notices.push.SubscriptionId at(Browser browser) {
        return as(anna, () -> subscriptions.at(browser.endpoint())).orElseThrow();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return as(anna, () -> new TransactionTemplate(transactions).execute(status -> work.get()));
    }

    private static <T> T as(UserId user, Supplier<T> work) {
        return ActingUser.call(user, work);
    }

    /** Time that moves when the test says so. */
    private static final class MovingClock extends Clock {

        private Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

        void move(Duration by) {
            now = now.plus(by);
        }

        void set(Instant instant) {
            now = instant;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
