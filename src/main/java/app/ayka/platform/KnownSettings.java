package app.ayka.platform;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;

/** The names of all {@code ayka.*} settings, as the compiler wrote them down from the settings classes. */
final class KnownSettings {

    private KnownSettings() {}

    static Set<String> names() throws IOException {
        var names = new TreeSet<String>();
        for (String file :
                new String[] {"spring-configuration-metadata.json", "additional-spring-configuration-metadata.json"}) {
            for (var resource : new PathMatchingResourcePatternResolver().getResources("classpath*:META-INF/" + file)) {
                try (var stream = resource.getInputStream()) {
                    for (var property : JsonMapper.shared().readTree(stream).path("properties")) {
                        var name = property.path("name").asString();
                        if (name.startsWith("ayka.")) {
                            names.add(name);
                        }
                    }
                }
            }
        }
        return names;
    }
}
