package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunState;
import app.ayka.testing.Shared;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** A device that records and never comes back, up to the transcript of what it had sent. */
@WorkerTest
@Import({TestRecordings.class, Uploads.class})
class AbandonmentTest {

    @Autowired
    AbandonmentErrand errand;

    @Autowired
    Uploads uploads;

    @Autowired
    TestRecordings runs;

    @Autowired
    Recordings recordings;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void afterAWeekWithoutNewsWhatArrivedIsProcessed() throws Exception {
        var sound = Files.readAllBytes(Shared.path("eval/speech/conversations/conv-1-platform.webm"));
        var away = uploads.ofDevice(anna);
        var there = uploads.ofDevice(anna);
        for (int number = 0; number < 3; number++) {
            var chunk = Arrays.copyOfRange(sound, number * 20_000, (number + 1) * 20_000);
            away.sendChunk(number, chunk);
            there.sendChunk(number, chunk);
        }
        away.longAgo(Duration.ofDays(8));
        there.longAgo(Duration.ofDays(6));

        errand.endAbandoned();

        assertThat(details(there.recording()).state()).isEqualTo(RecordingState.CAPTURING);
        var ended = details(away.recording());
        assertThat(ended.state()).isEqualTo(RecordingState.SEALED);
        assertThat(ended.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.startMs()).isEqualTo(12_000);
            assertThat(gap.cause()).isEqualTo("its device did not come back");
        });
        var run = ended.runs().getFirst().id();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> runs.run(anna, run).state().isFinal());
        assertThat(runs.run(anna, run).state()).isEqualTo(RunState.COMPLETED);
        assertThat(runs.transcript(anna, run).utterances())
                .anySatisfy(said -> assertThat(said.text()).contains("seat taken"));
    }

    @Test
    void aFileThatIsGoneOnWithIsNotAbandoned() throws Exception {
        var file = Files.createTempFile("ayka", ".wav");
        Files.write(file, new byte[1000]);
        var away = uploads.of(anna);
        var backAgain = uploads.of(anna);
        away.announce(file);
        backAgain.announce(file);
        away.longAgo(Duration.ofDays(8));
        backAgain.longAgo(Duration.ofDays(8));
        assertThat(backAgain.announce(file).statusCode()).isEqualTo(200);

        errand.endAbandoned();

        assertThat(details(backAgain.recording()).state()).isEqualTo(RecordingState.CAPTURING);
        assertThat(ActingUser.call(anna, () -> recordings.details(away.recording())))
                .isEmpty();
        backAgain.send(file);
    }

    private RecordingDetails details(RecordingId recording) {
        return ActingUser.call(anna, () -> recordings.details(recording)).orElseThrow();
    }
}
