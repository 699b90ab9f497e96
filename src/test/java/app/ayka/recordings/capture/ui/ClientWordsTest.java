package app.ayka.recordings.capture.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The elements carry English words of their own for pages without a server; they are the same as in the bundle. */
class ClientWordsTest {

    private static final Pattern WORD =
            Pattern.compile("^  '?([\\w-]+)'?: '((?:[^'\\\\]|\\\\.)*)',$", Pattern.MULTILINE);

    @ParameterizedTest
    @CsvSource({"recorder, recorder", "uploader, upload", "player, player", "mini, player"})
    void theBundleSaysWhatTheElementSays(String element, String folder) throws IOException {
        var file = Files.readString(Path.of("src/main/frontend/src", folder, "messages.ts"));
        var start = file.indexOf("export const " + element.toUpperCase(Locale.ROOT) + "_MESSAGES");
        assertThat(start).isNotNegative();
        var source = file.substring(start, file.indexOf("} as const", start));
        var inElement = new TreeMap<String, String>();
        WORD.matcher(source).results().forEach(word -> inElement.put(word.group(1), word.group(2)));
        assertThat(inElement).isNotEmpty();
        assertThat(bundle("capture." + element + ".")).isEqualTo(inElement);
    }

    private static Map<String, String> bundle(String prefix) throws IOException {
        var texts = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src/main/resources/messages/capture.properties"))) {
            texts.load(reader);
        }
        var found = new TreeMap<String, String>();
        texts.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> found.put(key.substring(prefix.length()), texts.getProperty(key)));
        return found;
    }
}
