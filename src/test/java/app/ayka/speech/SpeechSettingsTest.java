package app.ayka.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SpeechSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "wisper, '', ayka.speech.engine: tried \"wisper\"",
        "openai, '', ayka.speech.server.url: tried \"\"",
        "openai, api.example.org/v1, ayka.speech.server.url: tried \"api.example.org/v1\"",
        "whisper, https://api.example.org, ayka.speech.server.url: tried \"https://api.example.org\""
    })
    void aSettingThatCannotBeUsedEndsTheStartInOneLine(String engine, String url, String line) {
        assertThatThrownBy(() -> settings(engine, url)).rootCause().hasMessageStartingWith(line);
    }

    @Test
    void aServerIsKnownByItsAddress() {
        assertThat(settings("openai", " http://127.0.0.1:9000/v1 ").toEngine().server())
                .hasValueSatisfying(
                        server -> assertThat(server.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:9000/v1")));
        assertThat(settings("whisper", "").toEngine().server()).isEmpty();
    }

    private static SpeechConfiguration.Settings settings(String engine, String url) {
        return new Binder(new MapConfigurationPropertySource(
                        Map.of("ayka.speech.engine", engine, "ayka.speech.server.url", url)))
                .bindOrCreate("ayka.speech", SpeechConfiguration.Settings.class);
    }
}
