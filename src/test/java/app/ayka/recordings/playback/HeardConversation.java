package app.ayka.recordings.playback;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.WholeTake;
import app.ayka.speech.SampleConversation;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import app.ayka.speech.Word;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The conversation that AYKA brings along, as somebody's recording: its sound, and the words of its first five turns and
 * its last two. Nobody speaks for 43 seconds between them. The second word of all is an unsure one.
 */
record HeardConversation(RecordingId id, List<Utterance> utterances) {

    static final long LENGTH_MS = 85_469;
    private static final List<Integer> TURNS = List.of(0, 1, 2, 3, 4, 10, 11);

    static HeardConversation of(
            UserId owner, Recordings recordings, Runs runs, Transcripts transcripts, ObjectStore store)
            throws IOException {
        var utterances = said();
        var sound = bytes("conversation.m4a");
        var id = ActingUser.call(owner, () -> {
            var recording = recordings.create(new RecordingDraft(
                    "Coffee with Deepak",
                    RecordingSource.UPLOAD,
                    Instant.parse("2026-03-12T10:40:00Z"),
                    RunOptions.DEFAULT));
            var key = ObjectKeys.take(owner, recording.value(), 0, "m4a");
            recordings.addWholeTake(recording, new WholeTake("audio/mp4", key, sound.length, LENGTH_MS));
            var run =
                    recordings.seal(recording, Step.SUMMARY, RunOptions.DEFAULT).orElseThrow();
            runs.stop(run);
            transcripts.save(run, recording, utterances);
            return recording;
        });
        store.put(ObjectKeys.play(owner, id.value(), "m4a"), sound, "audio/mp4");
        store.put(ObjectKeys.peaks(owner, id.value()), bytes("peaks.bin"), "application/octet-stream");
        return new HeardConversation(id, utterances);
    }

    Word word(int utterance, int word) {
        return utterances.get(utterance).words().get(word);
    }

    static byte[] bytes(String name) throws IOException {
        try (var in = SampleConversation.class.getResourceAsStream("sample/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static List<Utterance> said() throws IOException {
        var turns = JsonMapper.shared().readTree(bytes("conversation.json")).path("utterances");
        var utterances = new ArrayList<Utterance>();
        for (var turn : TURNS) {
            utterances.add(utterance(utterances.size(), turns.get(turn)));
        }
        return List.copyOf(utterances);
    }

    private static Utterance utterance(int number, JsonNode turn) {
        var words = new ArrayList<Word>();
        for (var word : turn.path("words")) {
            var unsure = number == 0 && words.size() == 1;
            words.add(new Word(
                    word.path("w").asString(),
                    word.path("s").asLong(),
                    word.path("e").asLong(),
                    unsure ? 0.2f : 0.9f));
        }
        return new Utterance(
                number,
                turn.path("speaker").asString(),
                null,
                turn.path("startMs").asLong(),
                turn.path("endMs").asLong(),
                turn.path("text").asString(),
                0.9f,
                List.copyOf(words));
    }
}
