package app.ayka.speech;

import static org.assertj.core.api.Assertions.assertThat;

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
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AykaTest
class TranscriptControllerTest {

    @Autowired
    TranscriptController controller;

    @Autowired
    Transcripts transcripts;

    @Autowired
    Corrections corrections;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    TestUsers users;

    @Test
    void aPageGetsEachLineWithTheTimesOfItsWords() {
        var anna = users.register("Anna");
        var run = ActingUser.call(anna, () -> {
            var recording = recordings.create(
                    new RecordingDraft("Hallway", RecordingSource.CAPTURE, Instant.EPOCH, RunOptions.DEFAULT));
            var started = runs.start(recording, null, Step.PREPARE, RunOptions.DEFAULT);
            transcripts.save(started, recording, talk());
            corrections.text(recording, 2_000, "Pharaoh stack", "Ferrostack \"two\"");
            return started;
        });

        var lines = read(anna, run).path("lines");
        assertThat(lines.size()).isEqualTo(3);
        assertThat(lines.path(0)).isEqualTo(json("""
                {"speaker": 0, "startMs": 100, "endMs": 900, "text": "Hello there", "doubtful": false,
                 "times": [0, 300, 50, 400], "unsure": [1]}"""));
        assertThat(lines.path(1))
                .as("with the words that were heard, as the text has others")
                .isEqualTo(json("""
                {"speaker": 1, "startMs": 2000, "endMs": 3000, "text": "Ferrostack \\"two\\"", "doubtful": true,
                 "times": [10, 500, 0, 490], "heard": ["Pharaoh", "stack"], "unsure": []}"""));
        assertThat(lines.path(2))
                .as("of an import, where no words were measured")
                .isEqualTo(json("""
                {"speaker": 0, "startMs": 3000, "endMs": 4000, "text": "No words", "doubtful": false}"""));
        assertThat(read(anna, run).path("dropped").isArray()).isTrue();
    }

    @Test
    void ofACompletedRunEachOpeningHasTheCorrectionsOfItsMoment() {
        var anna = users.register("Anna");
        var run = ActingUser.call(anna, () -> {
            var recording = recordings.create(
                    new RecordingDraft("Hallway", RecordingSource.CAPTURE, Instant.EPOCH, RunOptions.DEFAULT));
            var started = runs.start(recording, null, Step.PREPARE, RunOptions.DEFAULT);
            transcripts.save(started, recording, talk());
            return started;
        });
        users.schema()
                .sql("update processing_run set state = 'COMPLETED' where id = ?")
                .param(run.value())
                .update();
        var recording = ActingUser.call(anna, () -> runs.find(run).orElseThrow().recording());

        assertThat(second(anna, run)).isEqualTo("Pharaoh stack");
        var correction = ActingUser.call(anna, () -> corrections.text(recording, 2_000, "Pharaoh stack", "Ferrostack"));
        assertThat(second(anna, run)).isEqualTo("Ferrostack");
        assertThat(second(anna, run)).as("once more").isEqualTo("Ferrostack");
        ActingUser.run(anna, () -> corrections.undo(recording, correction));
        assertThat(second(anna, run)).isEqualTo("Pharaoh stack");
        var status = ActingUser.call(
                users.register("Ben"), () -> controller.lines(run.value()).getStatusCode());
        assertThat(status.value()).as("for somebody else").isEqualTo(404);
    }

    private String second(UserId reader, RunId run) {
        return read(reader, run).path("lines").path(1).path("text").asString();
    }

    @Test
    void anothersTranscriptIsNotThere() {
        var anna = users.register("Anna");
        var run = ActingUser.call(anna, () -> {
            RecordingId recording = recordings.create(
                    new RecordingDraft("Hallway", RecordingSource.CAPTURE, Instant.EPOCH, RunOptions.DEFAULT));
            return runs.start(recording, null, Step.PREPARE, RunOptions.DEFAULT);
        });
        var status = ActingUser.call(
                users.register("Ben"), () -> controller.lines(run.value()).getStatusCode());
        assertThat(status.value()).isEqualTo(404);
    }

    private JsonNode read(UserId reader, RunId run) {
        var body = ActingUser.call(reader, () -> controller.lines(run.value()).getBody());
        return JsonMapper.shared().readTree(Objects.requireNonNull(body));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static List<Utterance> talk() {
        return List.of(
                new Utterance(
                        0,
                        "S2",
                        null,
                        100,
                        900,
                        "Hello there",
                        0.9f,
                        List.of(new Word("Hello", 100, 400, 0.9f), new Word(" there", 450, 850, 0.4f))),
                new Utterance(
                        1,
                        "S1",
                        null,
                        2_000,
                        3_000,
                        "Pharaoh stack",
                        0.2f,
                        List.of(new Word("Pharaoh", 2_010, 2_510, 0.9f), new Word("stack", 2_510, 3_000, 0.5f))),
                new Utterance(2, "S2", null, 3_000, 4_000, "No words", null, List.of()));
    }
}
