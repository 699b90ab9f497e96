package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationDocumentTest {

    private static final Pattern ROW = Pattern.compile("^\\| `(ayka\\.[a-z0-9.-]+)` \\| (?:`([^`]*)`)? *\\|");
    private static final Pattern VALUE = Pattern.compile("\\$\\{(ayka\\.[a-z0-9.-]+)");

    @Test
    void everySettingIsDocumentedOnceWithItsDefault() throws IOException {
        assertThat(documented()).isEqualTo(defaults());
    }

    @Test
    void everySettingThatIsReadByNameIsDescribed() throws IOException {
        var read = new TreeSet<String>();
        for (String root : new String[] {"src/main/java", "batch-jobs/src/main/java"}) {
            if (Files.exists(Path.of(root))) {
                try (Stream<Path> files = Files.walk(Path.of(root))) {
                    for (Path file : files.filter(name -> name.toString().endsWith(".java"))
                            .toList()) {
                        VALUE.matcher(Files.readString(file)).results().forEach(found -> read.add(found.group(1)));
                    }
                }
            }
        }
        assertThat(KnownSettings.names()).containsAll(read);
    }

    private static TreeMap<String, String> documented() throws IOException {
        var rows = new TreeMap<String, String>();
        for (String line : Files.readAllLines(Path.of("docs/configuration.md"))) {
            var row = ROW.matcher(line);
            if (row.find()) {
                var before = rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
                assertThat(before).as(row.group(1) + " is documented twice").isNull();
            }
        }
        return rows;
    }

    private static TreeMap<String, String> defaults() throws IOException {
        var defaults = new TreeMap<String, String>();
        for (var resource : new PathMatchingResourcePatternResolver()
                .getResources("classpath*:META-INF/spring-configuration-metadata.json")) {
            try (var stream = resource.getInputStream()) {
                for (var property : JsonMapper.shared().readTree(stream).path("properties")) {
                    var name = property.path("name").asString();
                    if (name.startsWith("ayka.")) {
                        var value = property.path("defaultValue");
                        defaults.put(
                                name,
                                value.isMissingNode() || value.isNull()
                                        ? ""
                                        : value.asString().replace("[]", ""));
                    }
                }
            }
        }
        return defaults;
    }
}
