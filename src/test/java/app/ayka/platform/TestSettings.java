package app.ayka.platform;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as an operator would have them. */
final class TestSettings {

    private TestSettings() {}

    static AykaSettings empty() {
        return of(Map.of());
    }

    static AykaSettings of(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("ayka", AykaSettings.class);
    }
}
