package app.ayka.speech;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamFactory;

/**
 * The words of an utterance as one JSON array: objects with {@code w} (text), {@code s} and {@code e} (start and end in
 * ms) and {@code p} (probability). Read and written piece by piece: two hours are twenty thousand words.
 */
final class StoredWords {

    private final TokenStreamFactory json;

    StoredWords(TokenStreamFactory json) {
        this.json = json;
    }

    String write(List<Word> words) {
        var out = new ByteArrayOutputStream();
        try (var generator = json.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), out)) {
            generator.writeStartArray();
            words.forEach(word -> generator
                    .writeStartObject()
                    .writeStringProperty("w", word.text())
                    .writeNumberProperty("s", word.startMs())
                    .writeNumberProperty("e", word.endMs())
                    .writeNumberProperty("p", word.probability())
                    .writeEndObject());
            generator.writeEndArray();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    List<Word> read(String stored) {
        var words = new ArrayList<Word>();
        try (var parser = json.createParser(tools.jackson.core.ObjectReadContext.empty(), stored)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    words.add(word(parser));
                }
            }
        }
        return List.copyOf(words);
    }

    private static Word word(JsonParser parser) {
        var text = "";
        long start = 0;
        long end = 0;
        var probability = 0f;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "w" -> text = parser.getString();
                case "s" -> start = parser.getLongValue();
                case "e" -> end = parser.getLongValue();
                case "p" -> probability = parser.getFloatValue();
                default -> parser.skipChildren(); // of a later release
            }
        }
        return new Word(text, start, end, probability);
    }
}
