package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.notices.Notice;
import app.ayka.notices.NoticeDraft;
import app.ayka.notices.NoticeKind;
import app.ayka.notices.NoticeRequests;
import app.ayka.notices.Notices;
import app.ayka.recordings.Recordings;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What nobody asks for by hand: a reminder of sound that does not arrive, the end of old notices, news for administrators. */
@WorkerTest
@Import({TestRecordings.class, Uploads.class})
class NoticeErrandsTest {

    private static final Duration A_WHILE = Duration.ofSeconds(30);
    private static final byte[] SOUND = {1, 2, 3};

    @Autowired
    NoticeCareErrand care;

    @Autowired
    AdministratorsErrand administrators;

    @Autowired
    NoticeRequests requests;

    @Autowired
    Notices notices;

    @Autowired
    Recordings recordings;

    @Autowired
    Uploads uploads;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void soundThatDoesNotArriveIsRemindedOfOnceAfterSixHours() {
        var silent = uploads.ofDevice(anna);
        var notYet = uploads.ofDevice(anna);
        silent.sendChunk(0, SOUND);
        notYet.sendChunk(0, SOUND);
        silent.longAgo(Duration.ofMinutes(361));
        notYet.longAgo(Duration.ofMinutes(359));

        care.remind();
        care.remind();

        assertThat(of(anna)).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(NoticeKind.SOUND_ON_DEVICE);
            assertThat(notice.recording()).isEqualTo(silent.recording());
            assertThat(notice.title()).isEqualTo("Hallway");
        });
    }

    @Test
    void whatStillArrivesOrIsNotWantedAnyMoreIsNotRemindedOf() {
        var arriving = uploads.ofDevice(anna);
        arriving.sendChunk(0, SOUND);
        arriving.longAgo(Duration.ofHours(7));
        arriving.sendChunk(1, SOUND);
        var deleted = uploads.ofDevice(anna);
        deleted.longAgo(Duration.ofHours(7));
        ActingUser.run(anna, () -> recordings.delete(deleted.recording()));

        care.remind();

        assertThat(of(anna)).isEmpty();
    }

    @Test
    void noticesAreKeptForNinetyDays() {
        var ben = users.register("Ben");
        for (var user : List.of(anna, ben)) {
            tell(user, "old", Duration.ofDays(90).plusMinutes(1));
            tell(user, "young", Duration.ofDays(90).minusMinutes(1));
        }

        assertThat(care.forget()).isGreaterThanOrEqualTo(2);

        assertThat(of(anna)).extracting(Notice::occasion).containsExactly("young");
        assertThat(of(ben)).extracting(Notice::occasion).containsExactly("young");
    }

    @Test
    void everyAdministratorHearsOnceOfWhatWasGivenUpButNobodyElse() {
        var owner = administrator("Olga");
        var root = administrator("Root");
        var left = administrator("Left");
        users.schema()
                .sql("update app_user set enabled = false where id = ?")
                .param(left.value())
                .update();
        var run = UUID.randomUUID().toString();

        requests.tellAdministrators(owner, run, "This is a photograph, not a sound.");

        await().atMost(A_WHILE).until(() -> !of(root).isEmpty());
        administrators.tell(owner, run, "This is a photograph, not a sound."); // as after a crash in the middle
        assertThat(of(root)).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(NoticeKind.JOB_FAILED);
            assertThat(notice.words()).isEqualTo("This is a photograph, not a sound.");
            assertThat(notice.link()).isEqualTo("/jobs/" + run);
        });
        assertThat(of(owner)).as("heard of it as its owner").isEmpty();
        assertThat(of(anna)).isEmpty();
        assertThat(of(left)).isEmpty();
    }

    private UserId administrator(String name) {
        var user = users.register(name);
        users.setUp(user, "three blue teapots sing", true);
        return user;
    }

    private void tell(UserId user, String occasion, Duration ago) {
        ActingUser.run(
                user,
                () -> notices.tell(
                        new NoticeDraft(NoticeKind.RECORDING_FAILED, occasion, null, "Hallway", "It hurts.", 0)));
        users.schema()
                .sql(
                        "update notice set created_at = now() - make_interval(secs => ?) where owner_id = ? and occasion = ?")
                .params(ago.toSeconds(), user.value(), occasion)
                .update();
    }

    private List<Notice> of(UserId user) {
        return ActingUser.call(user, () -> notices.list(10));
    }
}
