package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.speech.Utterance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.json.JsonMapper;

/** Sound files for tests. */
final class TestSounds {

    private static final Path SHARED = Path.of("..", "shared");
    private static final AudioFormat FORMAT = new AudioFormat(16_000, 16, 1, true, false);

    private TestSounds() {}

    /** Eleven seconds of one speaker. */
    static Path speech() {
        return shared("eval/speech/real/jfk.wav");
    }

    /** A file of the shared folder; skips the test, with words, where there is none. */
    static Path shared(String name) {
        var file = SHARED.resolve(name);
        for (var up = Path.of("").toAbsolutePath(); up != null && !Files.exists(file); up = up.getParent()) {
            file = up.resolve("shared").resolve(name);
        }
        Assumptions.assumeTrue(Files.exists(file), "needs " + name + " of the shared folder");
        return file;
    }

    /** One sentence at the begin and one after so many seconds: as many spans as that takes, little to hear. */
    static void twoSentences(Path file, int seconds) throws IOException {
        byte[] sentence;
        try (var in = AudioSystem.getAudioInputStream(speech().toFile())) {
            sentence = in.readAllBytes();
        } catch (UnsupportedAudioFileException e) {
            throw new IOException(e);
        }
        var bytes = new byte[seconds * 32_000 + sentence.length];
        System.arraycopy(sentence, 0, bytes, 0, sentence.length);
        System.arraycopy(sentence, 0, bytes, seconds * 32_000, sentence.length);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(bytes), FORMAT, bytes.length / 2),
                AudioFileFormat.Type.WAVE,
                file.toFile());
    }

    /** Thirteen minutes: sentences with pauses between them, which grow. */
    static Path long13Minutes(Path folder) throws IOException, UnsupportedAudioFileException {
        byte[] sentence;
        try (var in = AudioSystem.getAudioInputStream(speech().toFile())) {
            sentence = in.readAllBytes();
        }
        var bytes = new byte[13 * 60 * 32_000];
        for (int at = 0, pause = 1; at + sentence.length < bytes.length; pause++) {
            System.arraycopy(sentence, 0, bytes, at, sentence.length);
            at += sentence.length + pause * 16_000;
        }
        return write(bytes, folder.resolve("long.wav"));
    }

    static Path silence(Path folder, int seconds) throws IOException {
        return write(new byte[seconds * 32_000], folder.resolve("silence-" + seconds + ".wav"));
    }

    /** Made from one of ffmpeg's sources; the last option names the file. */
    static Path made(Path folder, String source, String... options) throws IOException, InterruptedException {
        return ffmpeg(folder, List.of("-f", "lavfi", "-i", source), options);
    }

    /** Runs the ffmpeg of the build. */
    static Path ffmpeg(Path folder, List<String> input, String... options) throws IOException, InterruptedException {
        var file = folder.resolve(options[options.length - 1]);
        var program = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
        var command = new ArrayList<>(List.of(program, "-y", "-loglevel", "error"));
        command.addAll(input);
        Stream.of(options).limit(options.length - 1).forEach(command::add);
        command.add(file.toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("LD_LIBRARY_PATH", String.valueOf(Path.of(program).getParent()));
        var running = builder.start();
        var words = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(words).isZero();
        return file;
    }

    private static Path write(byte[] bytes, Path file) throws IOException {
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(bytes), FORMAT, bytes.length / 2),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }

    /** What is said in a conversation, as its script has it. */
    static List<Utterance> utterances(Path file) throws IOException {
        var said = new ArrayList<Utterance>();
        for (var one : JsonMapper.shared().readTree(Files.readString(file)).path("utterances")) {
            said.add(new Utterance(
                    said.size(),
                    one.path("speaker").asString(),
                    null,
                    Math.round(one.path("start").asDouble() * 1000),
                    Math.round(one.path("end").asDouble() * 1000),
                    one.path("text").asString(),
                    null,
                    List.of()));
        }
        return said;
    }
}
