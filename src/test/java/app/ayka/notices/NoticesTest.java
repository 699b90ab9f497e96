package app.ayka.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.accounts.login.DeviceSignedIn;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import app.ayka.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes a notice, and that it becomes one once. */
@AykaTest
class NoticesTest {

    @Autowired
    Notices notices;

    @Autowired
    NoticeChoices choices;

    @Autowired
    NoticeNews news;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestUsers users;

    UserId anna;
    RecordingId recording;
    RunId run;

    @BeforeEach
    void record() {
        anna = users.register("Anna");
        recording = as(() -> recordings.create(
                new RecordingDraft("Hallway", RecordingSource.CAPTURE, Instant.EPOCH, RunOptions.DEFAULT)));
        run = as(() -> recordings.seal(recording, Step.PREPARE, RunOptions.DEFAULT))
                .orElseThrow();
    }

    @Test
    void aRunThatEndsIsToldOnceHoweverOftenItsJobSaysSo() {
        tell(RunState.COMPLETED, null);
        tell(RunState.COMPLETED, null);

        assertThat(list()).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(NoticeKind.RECORDING_READY);
            assertThat(notice.title()).isEqualTo("Hallway");
            assertThat(notice.link()).isEqualTo("/recordings/" + recording);
            assertThat(notice.isRead()).isFalse();
        });
        assertThat(as(notices::unread)).isEqualTo(1);
    }

    @Test
    void simultaneousTellersTellOnce() throws Exception {
        var draft = new NoticeDraft(NoticeKind.RECORDING_FAILED, "run", null, "Hallway", "It hurts.", 0);

        var told = Together.all(6, number -> as(() -> notices.tell(draft)));

        assertThat(told.stream().filter(java.util.Optional::isPresent)).hasSize(1);
        assertThat(list()).hasSize(1);
    }

    @Test
    void aTransactionThatRollsBackTellsNothing() {
        assertThatThrownBy(() -> as(() -> new TransactionTemplate(transactions).execute(status -> {
                    runs.tell(run, RunState.FAILED, "It hurts.", null);
                    throw new IllegalStateException("killed before the commit");
                })))
                .hasMessage("killed before the commit");

        assertThat(list()).isEmpty();
        assertThat(queued(run.toString())).isZero();
    }

    @Test
    void aFailureIsToldToItsUserAndQueuedForTheAdministrators() {
        tell(RunState.FAILED, "This is a photograph.");

        assertThat(list()).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(NoticeKind.RECORDING_FAILED);
            assertThat(NoticeWords.in(java.util.Locale.ENGLISH).text(notice)).startsWith("This is a photograph.");
        });
        assertThat(queued(run.toString())).isEqualTo(1);
    }

    @Test
    void aFailureAfterARestartIsToldAgain() {
        tell(RunState.FAILED, "It hurts.");
        as(() -> {
            runs.restart(run);
            return true;
        });
        assertThat(as(notices::unread)).as("settled by the restart").isZero();

        tell(RunState.FAILED, "It hurts still.");

        assertThat(list()).extracting(Notice::words).containsExactly("It hurts still.", "It hurts.");
        assertThat(as(notices::unread)).isEqualTo(1);
    }

    @Test
    void whatWaitsForAModelIsToldUntilItEnds() {
        hold();
        hold();
        assertThat(list()).extracting(Notice::kind).containsExactly(NoticeKind.RECORDING_HELD);

        tell(RunState.COMPLETED, null);

        assertThat(as(notices::unread)).as("only that it is ready").isEqualTo(1);
        assertThat(list()).hasSize(2);
    }

    @Test
    void noticesOfADeletedRecordingGoWithIt() {
        tell(RunState.COMPLETED, null);

        as(() -> recordings.delete(recording));

        assertThat(list()).isEmpty();
    }

    @Test
    void onlyADeviceThatWasNotKnownIsNews() {
        signIn("Firefox on Linux", false);
        assertThat(list()).isEmpty();

        signIn("Safari on iPhone", true);

        assertThat(list()).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(NoticeKind.NEW_SIGN_IN);
            assertThat(notice.title()).isEqualTo("Safari on iPhone");
        });
    }

    @Test
    void whoWantsToHearNothingOfAKindGetsNoNoticeOfIt() {
        as(() -> {
            for (var channel : Channel.values()) {
                choices.choose(NoticeKind.RECORDING_READY, channel, false);
            }
            return true;
        });

        tell(RunState.COMPLETED, null);

        assertThat(list()).isEmpty();
        assertThat(as(() -> choices.of(NoticeKind.RECORDING_READY))).isEmpty();
        assertThat(as(() -> choices.of(NoticeKind.RECORDING_FAILED))).containsExactly(Channel.values());
    }

    @Test
    void nobodySeesAnotherPersonsNoticesOrReadsThemAway() {
        tell(RunState.COMPLETED, null);
        var notice = list().getFirst();
        var ben = users.register("Ben");

        ActingUser.run(ben, () -> {
            assertThat(notices.list(10)).isEmpty();
            notices.read(notice.id());
            notices.readAll();
            notices.settle(notice.kind(), notice.occasion());
            notices.forget(recording);
        });

        assertThat(list()).containsExactly(notice);
    }

    @Test
    void readingIsToldToEveryOpenPage() {
        var heard = new CopyOnWriteArrayList<UserId>();
        try (var listening = news.onChange(anna, heard::add)) {
            tell(RunState.COMPLETED, null);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !heard.isEmpty());
            heard.clear();

            as(() -> {
                notices.readAll();
                return true;
            });

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !heard.isEmpty());
            assertThat(listening).isNotNull();
        }
        assertThat(as(notices::unread)).isZero();
        assertThat(list()).allMatch(Notice::isRead);
    }

    private void hold() {
        as(() -> {
            runs.hold(run, "Waits for a speech model.", "none");
            return true;
        });
    }

    private void tell(RunState state, @org.jspecify.annotations.Nullable String reason) {
        as(() -> {
            runs.tell(run, state, reason, null);
            return true;
        });
    }

    private void signIn(String device, boolean isNews) {
        as(() -> new TransactionTemplate(transactions).execute(status -> {
            events.publishEvent(new DeviceSignedIn(anna, "series-" + device + anna, device, isNews));
            return true;
        }));
    }

    private List<Notice> list() {
        return as(() -> notices.list(10));
    }

    private int queued(String instance) {
        return jdbc.sql("select count(*) from scheduled_errands where task_instance = ?")
                .param(instance)
                .query(Integer.class)
                .single();
    }

    private <T> T as(Supplier<T> work) {
        return ActingUser.call(anna, work);
    }
}
