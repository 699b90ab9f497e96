package app.ayka.speech.cli;

import app.ayka.base.cli.UsageException;
import app.ayka.speech.engine.SpeakersHint;
import app.ayka.speech.engine.SpeechSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the verbs for sound were asked to do.
 *
 * @param files at least one
 * @param formats at least one
 */
record SpeechOptions(
        List<Path> files,
        Path out,
        Set<Format> formats,
        SpeechSettings settings,
        String language,
        SpeakersHint speakers) {

    /** What a file of results can be. */
    enum Format {
        JSON,
        RTTM,
        TXT,
        SRT,
        VTT,
        MD;

        String extension() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static SpeechOptions parse(List<String> arguments, Set<Format> defaults, Set<Format> possible) {
        return new Parser(defaults, possible).parse(arguments);
    }

    private static final class Parser {
        private final List<Path> files = new ArrayList<>();
        private final Set<Format> possible;
        private Set<Format> formats;
        private @Nullable Path out;
        private String engine = "whisper";
        private Optional<String> model = Optional.empty();
        private String language = "auto";
        private int threads;
        private SpeakersHint speakers = SpeakersHint.UNKNOWN;

        Parser(Set<Format> defaults, Set<Format> possible) {
            this.formats = defaults;
            this.possible = possible;
        }

        SpeechOptions parse(List<String> arguments) {
            boolean onlyFiles = false;
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                if (!onlyFiles && argument.equals("--")) {
                    onlyFiles = true;
                } else if (!onlyFiles && argument.startsWith("--")) {
                    if (i + 1 == arguments.size()) {
                        throw new UsageException("a value is missing behind " + argument);
                    }
                    option(argument, arguments.get(++i));
                } else {
                    files.add(Path.of(argument));
                }
            }
            if (files.isEmpty()) {
                throw new UsageException("which file?");
            }
            if (out == null) {
                throw new UsageException("where to? Write --out and a folder");
            }
            SpeechSettings settings = new SpeechSettings(
                    engine,
                    model,
                    threads,
                    SpeechSettings.DEFAULT.beam(),
                    SpeechSettings.DEFAULT.memoryMb(),
                    SpeechSettings.DEFAULT.windowLimit(),
                    server(System.getenv()));
            return new SpeechOptions(List.copyOf(files), out, formats, settings, language, speakers);
        }

        private void option(String name, String value) {
            switch (name) {
                case "--out" -> out = Path.of(value);
                case "--format" -> formats = formats(value);
                case "--engine" -> engine = engine(value);
                case "--model" -> model = Optional.of(value);
                case "--language" -> language = value;
                case "--threads" -> threads = threads(value);
                case "--speakers" -> speakers = speakers(value);
                default -> throw new UsageException("there is no option " + name);
            }
        }

        private Set<Format> formats(String list) {
            Set<Format> chosen = new LinkedHashSet<>();
            for (String name : list.split(",")) {
                chosen.add(possible.stream()
                        .filter(format -> format.extension().equals(name.strip()))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("there is no format " + name)));
            }
            return chosen;
        }

        private static String engine(String name) {
            if (!Set.of("whisper", "openai", "none").contains(name)) {
                throw new UsageException("there is no engine " + name + "; there are whisper, openai and none");
            }
            return name;
        }

        private static int threads(String value) {
            try {
                int threads = Integer.parseInt(value);
                if (threads > 0) {
                    return threads;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new UsageException("not a number of threads: " + value);
        }

        private static SpeakersHint speakers(String value) {
            try {
                return SpeakersHint.of(value);
            } catch (IllegalArgumentException e) {
                throw new UsageException(e.getMessage() == null ? value : e.getMessage());
            }
        }

        private static Optional<SpeechSettings.Server> server(Map<String, String> environment) {
            return Optional.ofNullable(environment.get("AYKA_AI_BASE_URL"))
                    .map(url -> new SpeechSettings.Server(
                            URI.create(url), environment.getOrDefault("AYKA_AI_API_KEY", "")));
        }
    }
}
