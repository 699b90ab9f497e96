package app.ayka.jobs;

import app.ayka.speech.Utterance;
import app.ayka.testing.Shared;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Thirteen minutes of talk that nobody had in one piece: the scripted conversations one after the other, two seconds
 * between them, and what is said in them when.
 *
 * @param script by time
 */
record LongTalk(Path sound, List<Said> script) {

    private static final AudioFormat FORMAT = new AudioFormat(16_000, 16, 1, true, false);
    private static final int BYTES_PER_MS = 32;
    private static final int LENGTH_MS = 13 * 60_000;
    private static final int PAUSE_MS = 2_000;

    /** A sentence or two of one speaker. */
    record Said(long startMs, long endMs, String text) {}

    /** Of the conversations in {@code eval/speech/conversations}, which the test model understands. */
    static LongTalk in(Path folder) throws IOException, UnsupportedAudioFileException {
        List<Path> sounds;
        try (Stream<Path> files = Files.list(Shared.path("eval/speech/conversations"))) {
            sounds = files.filter(file -> file.toString().endsWith(".wav"))
                    .sorted()
                    .toList();
        }
        var bytes = new ByteArrayOutputStream();
        var script = new ArrayList<Said>();
        for (int i = 0; bytes.size() < LENGTH_MS * BYTES_PER_MS; i++) {
            var sound = sounds.get(i % sounds.size());
            script.addAll(script(sound, bytes.size() / BYTES_PER_MS));
            try (var in = AudioSystem.getAudioInputStream(sound.toFile())) {
                in.transferTo(bytes);
            }
            bytes.write(new byte[PAUSE_MS * BYTES_PER_MS]);
        }
        var file = folder.resolve("long.wav");
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(bytes.toByteArray()), FORMAT, bytes.size() / 2),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return new LongTalk(file, List.copyOf(script));
    }

    private static List<Said> script(Path sound, long laterMs) throws IOException {
        var json = Path.of(sound.toString().replace(".wav", ".json"));
        return JsonMapper.shared()
                .readTree(Files.readString(json))
                .path("utterances")
                .valueStream()
                .map(one -> new Said(
                        laterMs + Math.round(one.path("start").asDouble() * 1000),
                        laterMs + Math.round(one.path("end").asDouble() * 1000),
                        one.path("text").asString()))
                .toList();
    }

    /** The share of the words of {@code said} that {@code heard} has wrong, lacks or has too many. */
    static double wordErrorRate(List<Said> said, List<String> heard) {
        var expected = said.stream().flatMap(one -> words(one.text())).toList();
        var actual = heard.stream().flatMap(LongTalk::words).toList();
        var distances = new int[actual.size() + 1];
        for (int j = 0; j <= actual.size(); j++) {
            distances[j] = j;
        }
        for (int i = 1; i <= expected.size(); i++) {
            var diagonal = distances[0];
            distances[0] = i;
            for (int j = 1; j <= actual.size(); j++) {
                var changed = diagonal + (expected.get(i - 1).equals(actual.get(j - 1)) ? 0 : 1);
                diagonal = distances[j];
                distances[j] = Math.min(changed, 1 + Math.min(distances[j - 1], diagonal));
            }
        }
        return (double) distances[actual.size()] / expected.size();
    }

    /** The words of utterances that begin in a stretch. */
    static List<String> heardBetween(List<Utterance> utterances, long fromMs, long toMs) {
        return utterances.stream()
                .flatMap(utterance -> utterance.words().stream())
                .filter(word -> word.startMs() >= fromMs && word.startMs() < toMs)
                .map(app.ayka.speech.Word::text)
                .toList();
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z0-9']+")).filter(word -> !word.isEmpty());
    }
}
