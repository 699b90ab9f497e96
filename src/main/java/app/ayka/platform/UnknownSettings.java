package app.ayka.platform;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;

/** Warns of {@code ayka.*} settings that nobody reads, with the name that was probably meant. */
@Component
class UnknownSettings {

    private static final Logger log = LoggerFactory.getLogger(UnknownSettings.class);
    private static final String PREFIX = "ayka.";

    private final ConfigurableEnvironment environment;

    UnknownSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() throws IOException {
        var known = KnownSettings.names();
        for (String name : unknown(configured(), known)) {
            log.warn("{}: no such setting, it is ignored; did you mean {}?", name, nearest(name, known));
        }
    }

    static List<String> unknown(Set<String> configured, Set<String> known) {
        var uniform = known.stream().map(UnknownSettings::uniform).toList();
        return configured.stream()
                .filter(name -> uniform.stream().noneMatch(setting -> covers(setting, uniform(name))))
                .toList();
    }

    static String nearest(String name, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(setting -> distance(uniform(setting), uniform(name))))
                .orElse("something else");
    }

    // a map or list setting covers what is below it
    private static boolean covers(String setting, String name) {
        return name.equals(setting) || name.startsWith(setting + ".") || name.startsWith(setting + "[");
    }

    private Set<String> configured() {
        var names = new TreeSet<String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> list) {
                for (String name : list.getPropertyNames()) {
                    if (name.startsWith(PREFIX) && !name.equals("ayka.launcher")) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Levenshtein's distance: insertions, deletions and replacements from one word to the other. */
    static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                var replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
