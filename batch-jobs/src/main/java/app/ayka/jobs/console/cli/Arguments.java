package app.ayka.jobs.console.cli;

import app.ayka.base.cli.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words behind {@code ayka jobs WHAT}: names first or last, options anywhere, {@code --ayka.…} settings among them. */
final class Arguments {

    private static final Set<String> SWITCHES = Set.of("--json", "--dry-run", "--warnings", "--all");

    private final List<String> names = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    Arguments(List<String> words, Set<String> allowed) {
        for (var at = 0; at < words.size(); at++) {
            var word = words.get(at);
            var equals = word.indexOf('=');
            var name = equals < 0 ? word : word.substring(0, equals);
            if (name.startsWith("--ayka.")) {
                settings.put(name.substring(2), equals < 0 ? next(words, ++at, name) : word.substring(equals + 1));
            } else if (SWITCHES.contains(name) && allowed.contains(name)) {
                options.put(name, "");
            } else if (name.startsWith("--") && allowed.contains(name)) {
                options.put(name, equals < 0 ? next(words, ++at, name) : word.substring(equals + 1));
            } else if (name.startsWith("--")) {
                throw new UsageException("unknown option " + name);
            } else {
                names.add(word);
            }
        }
    }

    private static String next(List<String> words, int at, String name) {
        if (at >= words.size()) {
            throw new UsageException(name + " needs a value");
        }
        return words.get(at);
    }

    List<String> names() {
        return names;
    }

    Map<String, String> settings() {
        return settings;
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> get(String option) {
        return Optional.ofNullable(options.get(option)).filter(value -> !value.isBlank());
    }

    int number(String option, int otherwise) {
        try {
            var number = get(option).map(Integer::valueOf).orElse(otherwise);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(option + " needs a whole number of at least 1");
    }

    /** {@code 90m}, {@code 24h} or {@code 7d}. */
    Optional<Duration> time(String option) {
        return get(option).map(text -> {
            try {
                var number = Long.parseLong(text.substring(0, text.length() - 1));
                return switch (text.charAt(text.length() - 1)) {
                    case 'm' -> Duration.ofMinutes(number);
                    case 'h' -> Duration.ofHours(number);
                    case 'd' -> Duration.ofDays(number);
                    default -> throw new NumberFormatException(text);
                };
            } catch (NumberFormatException | ArithmeticException e) {
                throw new UsageException(option + " needs a time such as 90m, 24h or 7d");
            }
        });
    }
}
