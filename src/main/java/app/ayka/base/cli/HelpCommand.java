package app.ayka.base.cli;

import java.util.List;

/** {@code ayka help VERB}: the usage of one command. The launcher explains the verbs that are its own. */
public final class HelpCommand implements Command {

    @Override
    public String verb() {
        return "help";
    }

    @Override
    public String help() {
        return """
                explains a verb
                ayka help [VERB]""";
    }

    @Override
    public ExitCode run(List<String> arguments) {
        if (arguments.isEmpty()) {
            CommandLine.commands()
                    .forEach(command -> System.out.printf("%-12s%s%n", command.verb(), summary(command.help())));
            return ExitCode.DONE;
        }
        var command = CommandLine.commands().stream()
                .filter(known -> known.verb().equals(arguments.getFirst()))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown verb: " + arguments.getFirst()));
        System.out.println(command.help());
        return ExitCode.DONE;
    }

    private static String summary(String help) {
        return help.lines().findFirst().orElse("");
    }
}
