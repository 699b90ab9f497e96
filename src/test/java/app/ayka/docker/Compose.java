package app.ayka.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** A compose file of {@code docker/}, its anchors resolved and its variables as an operator who sets none has them. */
record Compose(Map<String, Object> content) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::([-?])((?:[^{}]|\\$\\{[^{}]*})*))?}");

    static Compose read(String name, Function<String, @Nullable String> variables) throws IOException {
        return new Compose(new Yaml().load(filled(text(name), variables)));
    }

    static String text(String name) throws IOException {
        return Files.readString(Path.of("docker", name));
    }

    /** Every variable that is named anywhere in the text. */
    static TreeSet<String> variables(String text) {
        return Pattern.compile("\\$\\{([A-Z_]+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String filled(String text, Function<String, @Nullable String> variables) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            var value = variables.apply(found.group(1));
            if (value == null || value.isEmpty()) {
                value = "-".equals(found.group(2)) ? filled(found.group(3), variables) : "";
            }
            return java.util.regex.Matcher.quoteReplacement(value);
        });
    }

    Map<String, Map<String, Object>> services() {
        var services = new TreeMap<String, Map<String, Object>>();
        map(content.get("services")).forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    Map<String, String> environment(String service) {
        var environment = new TreeMap<String, String>();
        map(services().get(service).get("environment"))
                .forEach((name, value) -> environment.put(name, String.valueOf(value)));
        return environment;
    }

    /** The files that a service is given, by the name under which it sees each: to the name of the secret. */
    Map<String, String> secrets(String service) {
        var secrets = new TreeMap<String, String>();
        for (var secret : list(services().get(service).get("secrets"))) {
            if (secret instanceof String name) {
                secrets.put(name, name);
            } else {
                secrets.put(
                        String.valueOf(map(secret).get("target")),
                        String.valueOf(map(secret).get("source")));
            }
        }
        return secrets;
    }

    List<String> healthCommand(String service) {
        return words(map(services().get(service).get("healthcheck")).get("test"));
    }

    long stopGraceSeconds(String service) {
        return Long.parseLong(
                String.valueOf(services().get(service).get("stop_grace_period")).replace("s", ""));
    }

    static List<String> words(@Nullable Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    @SuppressWarnings("unchecked") // YAML's keys are text in a compose file
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
