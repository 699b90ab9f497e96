package app.ayka.speech.cli;

import app.ayka.speech.Utterance;
import app.ayka.speech.Word;
import app.ayka.speech.cli.SpeechOptions.Format;
import app.ayka.speech.engine.SpeakerTurn;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes what was heard in the formats that people and programs read. */
final class ResultFiles {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private ResultFiles() {}

    static void write(Heard heard, Format format, Path file) throws IOException {
        String text = switch (format) {
            case JSON -> JSON.writeValueAsString(json(heard)) + "\n";
            case RTTM -> rttm(heard, stem(file));
            case TXT -> lines(heard, utterance -> utterance.speaker() + ": " + utterance.text() + "\n");
            case SRT -> subtitles(heard, ',', "");
            case VTT -> subtitles(heard, '.', "WEBVTT\n\n");
            case MD -> markdown(heard);
        };
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<String, Object> json(Heard heard) {
        Map<String, Object> coverage = new LinkedHashMap<>();
        coverage.put("captured_s", seconds(heard.coverage().capturedMs()));
        coverage.put("speech_s", seconds(heard.coverage().speechMs()));
        coverage.put("transcribed_s", seconds(heard.coverage().transcribedMs()));
        coverage.put(
                "gaps", heard.coverage().gaps().stream().map(ResultFiles::gap).toList());
        Map<String, Object> timing = new LinkedHashMap<>();
        for (String phase : List.of("decode", "vad", "asr", "diarization", "total")) {
            long nanos = heard.timingNanos().getOrDefault(phase, 0L);
            timing.put(phase, seconds(TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", heard.file());
        json.put("duration_s", seconds(heard.durationMs()));
        json.put("language", heard.language());
        json.put("engine", heard.engine());
        json.put("model", heard.model());
        json.put("utterances", utterances(heard));
        json.put("coverage", coverage);
        json.put("timing_s", timing);
        return json;
    }

    private static Map<String, Object> gap(Heard.Gap gap) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("start", seconds(gap.range().startMs()));
        json.put("end", seconds(gap.range().endMs()));
        json.put("length", seconds(gap.range().lengthMs()));
        json.put("cause", gap.cause());
        return json;
    }

    /** Without text the turns stand for utterances. */
    private static List<Map<String, Object>> utterances(Heard heard) {
        if (heard.engine().isEmpty()) {
            return heard.turns().stream()
                    .map(turn -> utterance(
                            turn.speaker(), turn.range().startMs(), turn.range().endMs(), "", List.of()))
                    .toList();
        }
        return heard.utterances().stream()
                .map(said -> utterance(said.speaker(), said.startMs(), said.endMs(), said.text(), said.words()))
                .toList();
    }

    private static Map<String, Object> utterance(String speaker, long start, long end, String text, List<Word> words) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("speaker", speaker);
        json.put("start", seconds(start));
        json.put("end", seconds(end));
        json.put("text", text);
        json.put("words", words.stream().map(ResultFiles::word).toList());
        return json;
    }

    private static Map<String, Object> word(Word word) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("w", word.text());
        json.put("start", seconds(word.startMs()));
        json.put("end", seconds(word.endMs()));
        json.put("p", BigDecimal.valueOf(Math.round(word.probability() * 1000), 3));
        return json;
    }

    /** NIST's Rich Transcription Time Marked format. */
    private static String rttm(Heard heard, String name) {
        StringBuilder text = new StringBuilder();
        for (SpeakerTurn turn : heard.turns()) {
            text.append(String.format(
                    Locale.ROOT,
                    "SPEAKER %s 1 %s %s <NA> <NA> %s <NA> <NA>%n",
                    name.replaceAll("\\s+", "_"),
                    seconds(turn.range().startMs()).toPlainString(),
                    seconds(turn.range().lengthMs()).toPlainString(),
                    turn.speaker()));
        }
        return text.toString();
    }

    private static String markdown(Heard heard) {
        StringBuilder text = new StringBuilder("# " + heard.file() + "\n\n");
        text.append(clock(heard.durationMs(), '.').substring(0, 8)).append(" long\n\n");
        return text
                + lines(
                        heard,
                        said -> "**" + said.speaker() + "** "
                                + clock(said.startMs(), '.').substring(0, 8) + "  \n" + said.text() + "\n\n");
    }

    private static String subtitles(Heard heard, char point, String head) {
        List<String> entries = new ArrayList<>();
        for (Utterance said : heard.utterances()) {
            entries.add((point == ',' ? said.number() + 1 + "\n" : "") + clock(said.startMs(), point) + " --> "
                    + clock(said.endMs(), point) + "\n"
                    + (point == ',' ? said.speaker() + ": " : "<v " + said.speaker() + ">") + said.text() + "\n");
        }
        return head + String.join("\n", entries);
    }

    private static String lines(Heard heard, java.util.function.Function<Utterance, String> line) {
        StringBuilder text = new StringBuilder();
        heard.utterances().forEach(utterance -> text.append(line.apply(utterance)));
        return text.toString();
    }

    private static String clock(long ms, char point) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                ms / 3_600_000,
                ms / 60_000 % 60,
                ms / 1000 % 60,
                point,
                ms % 1000);
    }

    private static BigDecimal seconds(long ms) {
        return BigDecimal.valueOf(ms, 3);
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
