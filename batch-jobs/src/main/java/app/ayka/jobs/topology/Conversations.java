package app.ayka.jobs.topology;

import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import app.ayka.speech.engine.AudioDecoding;
import app.ayka.speech.engine.TimeRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** What a user brings in: short sounds, no two alike, one with several spans, and transcripts of people to call. */
record Conversations(List<byte[]> sounds, byte[] twoSpans, List<List<Utterance>> transcripts) {

    private static final int RATE = 16_000;
    private static final int SOUNDS = 10;
    private static final int TRANSCRIPTS = 15;
    private static final int SHORTEST_S = 5;

    /** The last sentence comes so late that it is in a second span. */
    private static final int LONG_S = 13 * 60;

    private static final List<String> PEOPLE = List.of(
            "Ben Miller",
            "Anna Schmidt",
            "Maria Lopez",
            "Peter Novak",
            "Laura Rossi",
            "James Carter",
            "Julia Weber",
            "Thomas Brown",
            "Sofia Garcia",
            "Daniel Fischer",
            "Emma Wilson",
            "Paul Dubois",
            "Helen Clark",
            "Martin Keller",
            "Nina Hansen");

    /** Cut from the conversation that AYKA brings along. */
    static Conversations make(Path folder) throws IOException {
        var spoken = spoken(folder);
        var sounds = new ArrayList<byte[]>();
        for (int i = 0; i < SOUNDS; i++) {
            var from = i * 3 * RATE % (spoken.length - 12 * RATE);
            sounds.add(wav(java.util.Arrays.copyOfRange(spoken, from, from + (SHORTEST_S + i % 5) * RATE)));
        }
        var apart = new float[LONG_S * RATE];
        System.arraycopy(spoken, 0, apart, 0, 8 * RATE);
        System.arraycopy(spoken, 8 * RATE, apart, apart.length - 10 * RATE, 8 * RATE);
        var transcripts =
                IntStream.range(0, TRANSCRIPTS).mapToObj(Conversations::with).toList();
        return new Conversations(sounds, wav(apart), transcripts);
    }

    private static float[] spoken(Path folder) throws IOException {
        var whole = folder.resolve("conversation.m4a");
        try (var in = Objects.requireNonNull(Transcripts.class.getResourceAsStream("sample/conversation.m4a"))) {
            Files.copy(in, whole, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        var decoding = new AudioDecoding();
        var audio = decoding.decode(whole, folder.resolve("conversation"));
        return decoding.read(audio.samples(), new TimeRange(0, audio.durationMs()));
    }

    private static byte[] wav(float[] samples) throws IOException {
        var bytes = new byte[samples.length * 2];
        for (int i = 0; i < samples.length; i++) {
            var value = Math.round(samples[i] * Short.MAX_VALUE);
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        var file = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(
                        new ByteArrayInputStream(bytes), new AudioFormat(RATE, 16, 1, true, false), samples.length),
                AudioFileFormat.Type.WAVE,
                file);
        return file.toByteArray();
    }

    private static List<Utterance> with(int number) {
        var person = PEOPLE.get(number);
        var address = person.toLowerCase(java.util.Locale.ROOT).replace(" ", " dot ");
        var lines = List.of(
                "Hi, I am " + person + " from Acme Robotics, I run operations there.",
                "Nice to meet you. What are you looking for?",
                "We need somebody for predictive maintenance, our " + (number + 2) + " lines stand still too often.",
                "I will send you our deck by Friday. What is your address?",
                "It is " + address + " at acme dot com.");
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new Utterance(
                        i, i % 2 == 0 ? "S1" : "S2", null, i * 4000L, i * 4000L + 3500, lines.get(i), null, List.of()))
                .toList();
    }
}
