package app.ayka.speech.imports;

import app.ayka.speech.Word;
import app.ayka.speech.imports.WrittenTranscript.Turn;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * AYKA's own JSON: {@code utterances} with {@code speaker}, {@code start} and {@code end} in seconds, {@code text} and,
 * if there are any, {@code words} with {@code w}, {@code start}, {@code end}, {@code p}; beside them, if known, {@code
 * title}, {@code recorded_at}, {@code owner_speaker}.
 */
final class JsonTranscript {

    private static final double LONGEST_S = 48 * 3600;

    private final Problems problems;

    private JsonTranscript(Problems problems) {
        this.problems = problems;
    }

    static WrittenTranscript parse(String content, JsonMapper mapper, Problems problems) {
        JsonNode root;
        try {
            root = mapper.readTree(content);
        } catch (JacksonException e) {
            var where = e.getLocation();
            problems.add(where == null ? 0 : where.getLineNr(), "This is not valid JSON from here on.");
            return new WrittenTranscript(List.of());
        }
        return new JsonTranscript(problems).transcript(root);
    }

    private WrittenTranscript transcript(JsonNode root) {
        var list = root.isArray() ? root : root.path("utterances");
        if (!list.isArray()) {
            problems.add(0, "The list \"utterances\" is missing.");
            return new WrittenTranscript(List.of());
        }
        var turns = new ArrayList<Turn>();
        for (int index = 0; index < list.size(); index++) {
            turn(list.get(index), index, turns);
        }
        return new WrittenTranscript(
                turns, text(root, "title"), instant(text(root, "recorded_at")), text(root, "owner_speaker"));
    }

    private void turn(JsonNode node, int index, List<Turn> turns) {
        var text = text(node, "text");
        var start = node.path("start");
        var end = node.path("end");
        var name = "Utterance " + (index + 1);
        if (text == null) {
            problems.add(0, name + " has no \"text\".");
        } else if (!isTime(start) || !isTime(end) || end.asDouble() < start.asDouble()) {
            problems.add(0, name + " needs \"start\" and \"end\" in seconds, the end not before the start.");
        } else if (!text.isBlank()) {
            var speaker = text(node, "speaker");
            turns.add(new Turn(
                    speaker == null || speaker.isBlank() ? "S1" : speaker.strip(),
                    ms(start),
                    ms(end),
                    text.strip(),
                    words(node.path("words"))));
        }
    }

    private static List<Word> words(JsonNode list) {
        return list.valueStream()
                .filter(word -> word.path("w").isString() && isTime(word.path("start")) && isTime(word.path("end")))
                .map(word -> new Word(word.path("w").asString(), ms(word.path("start")), ms(word.path("end")), (float)
                        Math.clamp(word.path("p").asDouble(1), 0, 1)))
                .toList();
    }

    private static boolean isTime(JsonNode node) {
        return node.isNumber() && node.asDouble() >= 0 && node.asDouble() <= LONGEST_S;
    }

    private static long ms(JsonNode seconds) {
        return Math.round(seconds.asDouble() * 1000);
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isString() ? node.path(field).asString() : null;
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
