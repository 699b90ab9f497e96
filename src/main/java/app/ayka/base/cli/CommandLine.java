package app.ayka.base.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/** Picks the {@link Command} that the arguments name and turns whatever happens into an exit code and words. */
public final class CommandLine {

    private final Command command;
    private final List<String> arguments;

    private CommandLine(Command command, List<String> arguments) {
        this.command = command;
        this.arguments = arguments;
    }

    /** The command that the first argument names; empty when it names none. */
    public static Optional<CommandLine> find(String... args) {
        if (args.length == 0 || args[0].startsWith("-")) {
            return Optional.empty();
        }
        // before the first logger: standard output is for data, and only warnings are worth a line
        System.setProperty("logback.configurationFile", "app/ayka/base/cli/logback.xml");
        return commands().stream()
                .filter(command -> command.verb().equals(args[0]))
                .findFirst()
                .map(command -> new CommandLine(command, List.of(args).subList(1, args.length)));
    }

    /** All commands, by verb. */
    public static List<Command> commands() {
        return ServiceLoader.load(Command.class).stream()
                .map(Provider::get)
                .sorted(Comparator.comparing(Command::verb))
                .toList();
    }

    /** Runs the command. Never throws: a failure is said on standard error and becomes an exit code. */
    @SuppressWarnings("CatchingUnchecked") // the edge of the program
    public ExitCode run() {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "cli-logback.xml"); // read by the first logger, made later
        }
        if (arguments.equals(List.of("--help"))) {
            System.err.println(command.help());
            return ExitCode.DONE;
        }
        try {
            return command.run(arguments);
        } catch (UsageException e) {
            System.err.println("ayka " + command.verb() + ": " + e.getMessage());
            System.err.println(command.help());
            return ExitCode.WRONG_USAGE;
        } catch (Exception e) {
            System.err.println("ayka " + command.verb() + ": internal error: " + e);
            return ExitCode.INTERNAL_ERROR;
        }
    }
}
