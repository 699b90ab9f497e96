package app.ayka.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** What {@code docker/Dockerfile} says, stage by stage; a stage has what the one that it comes from has. */
record Dockerfile(Map<String, String> arguments, Map<String, Stage> stages) {

    record Instruction(String word, String rest) {}

    record Stage(String from, List<Instruction> own) {}

    private static final Pattern PAIR = Pattern.compile("([A-Z_]+)=(\"[^\"]*\"|\\S*)");

    static Dockerfile read() throws IOException {
        var arguments = new LinkedHashMap<String, String>();
        var stages = new LinkedHashMap<String, Stage>();
        Stage stage = null;
        var text = Files.readString(Path.of("docker/Dockerfile"))
                .replaceAll("(?m)^\\s*#.*\\R", "")
                .replaceAll("\\\\\\R\\s*", "");
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            var parts = line.strip().split("\\s+", 2);
            if (parts[0].equals("FROM")) {
                var words = parts[1].split("\\s+");
                stage = new Stage(words[0], new ArrayList<>());
                stages.put(words[2], stage);
            } else if (stage == null) {
                var pair = parts[1].split("=", 2);
                arguments.put(pair[0], pair[1]);
            } else {
                stage.own().add(new Instruction(parts[0], parts[1]));
            }
        }
        return new Dockerfile(arguments, stages);
    }

    /** All instructions of a stage with those it builds on, oldest first. */
    List<Instruction> instructions(String name) {
        var stage = Objects.requireNonNull(stages.get(name), name);
        var all = new ArrayList<Instruction>();
        if (stages.containsKey(stage.from())) {
            all.addAll(instructions(stage.from()));
        }
        all.addAll(stage.own());
        return all;
    }

    String last(String stage, String word) {
        return instructions(stage).stream()
                .filter(instruction -> instruction.word().equals(word))
                .reduce((first, second) -> second)
                .map(Instruction::rest)
                .orElse("");
    }

    Map<String, String> environment(String stage) {
        var environment = new TreeMap<String, String>();
        instructions(stage).stream()
                .filter(instruction -> instruction.word().equals("ENV"))
                .flatMap(instruction -> PAIR.matcher(instruction.rest()).results())
                .forEach(pair -> environment.put(pair.group(1), pair.group(2).replaceAll("^\"|\"$", "")));
        return environment;
    }

    List<String> entrypoint(String stage) {
        return words(last(stage, "ENTRYPOINT"));
    }

    List<String> healthCommand(String stage) {
        return words(last(stage, "HEALTHCHECK").replaceFirst(".*CMD\\s*", ""));
    }

    private static List<String> words(String json) {
        return List.of(JsonMapper.shared().readValue(json, String[].class));
    }
}
