package app.ayka.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A conversation of which every word is known; tells what is said in a piece of its sound. */
final class SpokenConversation {

    private static final double RATE = 16_000;

    private final SoundPrint sound;
    private final JsonNode script;

    private SpokenConversation(SoundPrint sound, JsonNode script) {
        this.sound = sound;
        this.script = script;
    }

    static SpokenConversation of(Path wav, Path script) {
        try {
            return new SpokenConversation(
                    SoundPrint.of(samples(Files.readAllBytes(wav))),
                    JsonMapper.shared().readTree(Files.readString(script)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * The {@code verbose_json} of a piece of the sound.
     *
     * @throws IllegalArgumentException when nothing of the conversation is in it
     */
    Map<String, Object> transcription(short[] heard, boolean words) {
        var at = sound.find(SoundPrint.of(heard))
                .orElseThrow(() -> new IllegalArgumentException("this sound is not part of the conversation"));
        var from = at * SoundPrint.HOP_MS / 1000.0;
        var said = new ArrayList<Map<String, Object>>();
        var segments = new ArrayList<Map<String, Object>>();
        var text = new StringBuilder();
        for (var utterance : script.get("utterances")) {
            var within = words(utterance, from, from + heard.length / RATE);
            if (within.isEmpty()) {
                continue;
            }
            said.addAll(within);
            var spoken = String.join(
                    " ", within.stream().map(word -> (String) word.get("word")).toList());
            text.append(text.isEmpty() ? "" : " ").append(spoken);
            segments.add(Map.of(
                    "id",
                    segments.size(),
                    "start",
                    within.getFirst().get("start"),
                    "end",
                    within.getLast().get("end"),
                    "text",
                    " " + spoken,
                    "avg_logprob",
                    -0.1,
                    "no_speech_prob",
                    0.01,
                    "compression_ratio",
                    1.2,
                    "temperature",
                    0));
        }
        var answer = new LinkedHashMap<String, Object>(Map.of(
                "task", "transcribe", "language", "english", "duration", heard.length / RATE, "text", text.toString()));
        answer.put("segments", segments);
        if (words) {
            answer.put("words", said);
        }
        return answer;
    }

    /** The words of an utterance whose middle lies in the piece, spread evenly over it. Seconds from the piece's start. */
    private static List<Map<String, Object>> words(JsonNode utterance, double from, double to) {
        var start = utterance.get("start").asDouble();
        var length = utterance.get("end").asDouble() - start;
        var spoken = utterance.get("text").asString().split(" ");
        var words = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < spoken.length; i++) {
            var begin = start + length * i / spoken.length;
            var end = start + length * (i + 1) / spoken.length;
            if ((begin + end) / 2 >= from && (begin + end) / 2 < to) {
                words.add(Map.of(
                        "word", spoken[i], "start", Math.max(0, begin - from), "end", Math.min(to - from, end - from)));
            }
        }
        return words;
    }

    /**
     * The samples of a WAV file, 16 kHz mono 16 bit.
     *
     * @throws IllegalArgumentException when it is no such file
     */
    static short[] samples(byte[] wav) {
        try (var stream = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            var format = stream.getFormat();
            if (format.getSampleRate() != RATE || format.getChannels() != 1 || format.getSampleSizeInBits() != 16) {
                throw new IllegalArgumentException("sound of another kind: " + format);
            }
            var bytes = stream.readAllBytes();
            if (bytes.length != stream.getFrameLength() * 2 || bytes.length == 0) {
                throw new IllegalArgumentException("the file is not as long as it says");
            }
            var samples = new short[bytes.length / 2];
            java.nio.ByteBuffer.wrap(bytes)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return samples;
        } catch (UnsupportedAudioFileException | IOException e) {
            throw new IllegalArgumentException("no WAV file", e);
        }
    }
}
