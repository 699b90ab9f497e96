package app.ayka.speech.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.base.cli.ExitCode;
import app.ayka.base.cli.UsageException;
import app.ayka.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verbs for real: decoder, voice activity, Whisper in its process, voices. */
class SpeechVerbsTest {

    @TempDir
    Path out;

    @BeforeEach
    void models() {
        System.setProperty("ayka.models.path", Shared.path("models").toString());
    }

    @AfterEach
    void noModels() {
        System.clearProperty("ayka.models.path");
    }

    @Test
    void aWebmFromABrowserBecomesTextInEveryFormat() throws IOException {
        Path webm = Shared.path("eval/speech/conversations/conv-1-platform.webm");
        Path noSound = Files.write(out.resolve("a photograph.mp3"), new byte[] {1, 2, 3});
        ExitCode code = new TranscribeCommand()
                .run(List.of(
                        webm.toString(),
                        noSound.toString(),
                        "--out",
                        out.toString(),
                        "--model",
                        "ggml-ayka-test.en",
                        "--format",
                        "json,rttm,txt,srt,vtt,md",
                        "--speakers",
                        "2-4"));
        assertThat(code).isEqualTo(ExitCode.SOME_INPUTS_FAILED);
        JsonNode json = json("conv-1-platform.json");
        JsonNode script = JsonMapper.shared()
                .readTree(Files.readString(Shared.path("eval/speech/conversations/conv-1-platform.json")));
        assertThat(errorRate(text(script), text(json))).isLessThanOrEqualTo(0.10);
        assertThat(text(json)).contains("ferrostack", "deepak");
        assertThat(speakers(json)).containsExactly("S1", "S2");
        JsonNode coverage = json.get("coverage");
        double gaps = 0;
        for (JsonNode gap : coverage.get("gaps")) {
            gaps += gap.get("length").asDouble();
        }
        assertThat(coverage.get("speech_s").asDouble())
                .isCloseTo(
                        coverage.get("transcribed_s").asDouble() + gaps, org.assertj.core.api.Assertions.within(0.002));
        assertThat(out.resolve("conv-1-platform.vtt")).content().startsWith("WEBVTT\n\n00:00:0");
        for (String format : List.of("rttm", "txt", "srt", "md")) {
            assertThat(out.resolve("conv-1-platform." + format)).isNotEmptyFile();
        }
    }

    @Test
    void voicesAreToldApartWithoutAWhisperModel() throws IOException {
        assertThat(diarizationErrorRate("pyannote-sample")).isLessThanOrEqualTo(0.15);
        assertThat(diarizationErrorRate("librispeech-mix-2spk")).isLessThanOrEqualTo(0.15);
        assertThat(diarizationErrorRate("librispeech-mix-3spk")).isLessThanOrEqualTo(0.15);
    }

    @Test
    void aMissingModelIsSaidAndHasItsOwnCode() {
        Path wav = Shared.path("eval/speech/real/jfk.wav");
        assertThat(new TranscribeCommand().run(List.of(wav.toString(), "--out", out.toString(), "--model", "none.en")))
                .isEqualTo(ExitCode.MODEL_MISSING);
    }

    @Test
    void wrongUsageIsSaid() {
        assertThatThrownBy(() -> new TranscribeCommand().run(List.of("a.wav"))).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new DiarizeCommand().run(List.of("a.wav", "--out", "x", "--speakers", "many")))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new DiarizeCommand().run(List.of("a.wav", "--out", "x", "--format", "srt")))
                .isInstanceOf(UsageException.class);
    }

    private double diarizationErrorRate(String name) throws IOException {
        Path wav = Shared.path("eval/speech/real/" + name + ".wav");
        assertThat(new DiarizeCommand().run(List.of(wav.toString(), "--out", out.toString())))
                .isEqualTo(ExitCode.DONE);
        Rttm reference = Rttm.read(Shared.path("eval/speech/real/" + name + ".rttm"));
        Rttm hypothesis = Rttm.read(out.resolve(name + ".rttm"));
        assertThat(hypothesis.speakers()).as(name).hasSameSizeAs(reference.speakers());
        return reference.errorRate(hypothesis);
    }

    private JsonNode json(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(out.resolve(name)));
    }

    private static Set<String> speakers(JsonNode json) {
        Set<String> speakers = new TreeSet<>();
        json.get("utterances").forEach(said -> speakers.add(said.get("speaker").asString()));
        return speakers;
    }

    private static List<String> text(JsonNode json) {
        List<String> words = new ArrayList<>();
        for (JsonNode said : json.get("utterances")) {
            words.addAll(Arrays.asList(
                    said.get("text").asString().toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+")));
        }
        words.removeIf(word -> word.isEmpty() || word.equals("um") || word.equals("uh"));
        return words;
    }

    private static double errorRate(List<String> said, List<String> heard) {
        int[] row = new int[heard.size() + 1];
        Arrays.setAll(row, i -> i);
        for (String word : said) {
            int diagonal = row[0]++;
            for (int j = 1; j < row.length; j++) {
                int best =
                        Math.min(diagonal + (word.equals(heard.get(j - 1)) ? 0 : 1), Math.min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = best;
            }
        }
        return (double) row[heard.size()] / said.size();
    }
}
