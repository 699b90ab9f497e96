package app.ayka.leads.cli;

import app.ayka.leads.Conversation;
import app.ayka.leads.Conversation.Line;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A conversation in a JSON file. Reads only {@code recorded_at, owner_speaker, owner_name, utterances}. */
final class ConversationFile {

    /** About forty hours of talk. */
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private static final int MOST_UTTERANCES = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ConversationFile() {}

    /** The file cannot be read as a conversation; the message says why in one line, without its content. */
    static final class Unreadable extends Exception {
        Unreadable(String reason) {
            super(reason);
        }
    }

    static Conversation read(Path file) throws Unreadable {
        JsonNode root = parse(file);
        if (!root.isObject()) {
            throw new Unreadable("expected one JSON object");
        }
        Instant recordedAt = instant(text(root, "recorded_at"));
        @Nullable String owner = text(root, "owner_speaker");
        JsonNode utterances = root.get("utterances");
        if (utterances == null || !utterances.isArray()) {
            throw new Unreadable("\"utterances\" is missing or not a list");
        }
        if (utterances.size() > MOST_UTTERANCES) {
            throw new Unreadable("more than " + MOST_UTTERANCES + " utterances");
        }
        List<Line> lines = new ArrayList<>(utterances.size());
        for (JsonNode utterance : utterances) {
            lines.add(line(utterance, lines.size()));
        }
        return new Conversation(recordedAt, ZoneOffset.UTC, owner, text(root, "owner_name"), lines);
    }

    private static JsonNode parse(Path file) throws Unreadable {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new Unreadable("larger than " + MOST_BYTES / 1024 / 1024 + " MB");
            }
            byte[] bytes = Files.readAllBytes(file);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.isBlank()) {
                throw new Unreadable("the file is empty");
            }
            return JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new Unreadable("not UTF-8 text");
        } catch (IOException e) {
            throw new Unreadable("cannot be read: " + e.getClass().getSimpleName());
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new Unreadable("not valid JSON"
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        }
    }

    private static Line line(JsonNode utterance, int index) throws Unreadable {
        if (!utterance.isObject()) {
            throw new Unreadable("utterance " + index + " is not an object");
        }
        @Nullable String text = text(utterance, "text");
        if (text == null) {
            throw new Unreadable("utterance " + index + " has no \"text\"");
        }
        @Nullable String speaker = text(utterance, "speaker");
        long start = milliseconds(utterance, "start", index);
        long end = milliseconds(utterance, "end", index);
        return new Line(speaker == null ? "?" : speaker, start, Math.max(start, end), text);
    }

    private static long milliseconds(JsonNode utterance, String field, int index) throws Unreadable {
        JsonNode seconds = utterance.get(field);
        if (seconds == null || seconds.isNull()) {
            return 0;
        }
        if (!seconds.isNumber() || Math.abs(seconds.doubleValue()) > 1e9 || Double.isNaN(seconds.doubleValue())) {
            throw new Unreadable("utterance " + index + " has no sensible \"" + field + "\"");
        }
        return BigDecimal.valueOf(seconds.doubleValue()).movePointRight(3).longValue();
    }

    private static @Nullable String text(JsonNode object, String field) throws Unreadable {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new Unreadable("\"" + field + "\" is not a text");
        }
        return value.stringValue();
    }

    private static Instant instant(@Nullable String text) throws Unreadable {
        if (text == null) {
            throw new Unreadable("\"recorded_at\" is missing");
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Unreadable("\"recorded_at\" is not a time such as 2026-03-12T10:40:00Z");
        }
    }
}
