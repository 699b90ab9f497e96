package app.ayka.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AykaTest
class RecordingsTest {

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    ProcessingProgress progress;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void sealingStartsOneRunHoweverOften() {
        ActingUser.run(anna, () -> {
            var id = aRecording();

            var first = recordings.seal(id, Step.LEADS, RunOptions.DEFAULT).orElseThrow();
            var second = recordings.seal(id, Step.LEADS, RunOptions.DEFAULT).orElseThrow();

            assertThat(second).isEqualTo(first);
            assertThat(runs.ofRecording(id)).hasSize(1);
            assertThat(runs.steps(first)).extracting(StepProgress::step).containsExactly(Step.values());
        });
    }

    @Test
    void aDeletedRecordingIsOutOfSightUntilRestored() {
        ActingUser.run(anna, () -> {
            var id = aRecording();
            assertThat(recordings.delete(id)).isTrue();
            assertThat(recordings.find(id)).isEmpty();
            assertThat(recordings.list("", 10)).isEmpty();

            assertThat(recordings.restore(id)).isTrue();
            assertThat(recordings.find(id)).isPresent();
        });
    }

    @Test
    void whatBelongsToOthersIsNotFound() {
        var id = ActingUser.call(anna, this::aRecording);
        ActingUser.run(users.register("Ben"), () -> {
            assertThat(recordings.find(id)).isEmpty();
            assertThat(recordings.rename(id, "mine")).isFalse();
            assertThat(recordings.delete(id)).isFalse();
        });
    }

    @Test
    void percentSignsInASearchAreLetters() {
        ActingUser.run(anna, () -> {
            aRecording();
            assertThat(recordings.list("%", 10)).isEmpty();
            assertThat(recordings.list("HALL", 10)).hasSize(1);
        });
    }

    @Test
    void aChangeReachesTheOwnersListener() throws Exception {
        var heard = new CountDownLatch(1);
        try (var subscription = progress.onChange(anna, id -> heard.countDown())) {
            ActingUser.run(anna, this::aRecording);
            assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private RecordingId aRecording() {
        return recordings.create(new RecordingDraft(
                "Hallway", RecordingSource.IMPORT, Instant.parse("2026-03-12T10:40:00Z"), RunOptions.DEFAULT));
    }
}
