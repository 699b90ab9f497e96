package app.ayka.leads.cli;

import app.ayka.base.cli.Command;
import app.ayka.base.cli.ExitCode;
import app.ayka.base.cli.UsageException;
import app.ayka.leads.LeadFinder;
import app.ayka.leads.analyst.Analyst;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code ayka extract IN… --out DIR}: leads from conversations, by the built-in analyst. */
public final class ExtractCommand implements Command {

    @Override
    public String verb() {
        return "extract";
    }

    @Override
    public String help() {
        return """
                extract  finds leads in conversations
                usage: ayka extract IN... --out DIR
                  IN         a conversation (JSON with recorded_at, owner_speaker, owner_name, utterances) or a folder of them
                  --out DIR  where the findings go; each file is named as its input
                exit codes: 0 done, 2 wrong usage, 3 some inputs could not be read (one line each on standard error)""";
    }

    @Override
    public ExitCode run(List<String> arguments) {
        List<Path> inputs = new ArrayList<>();
        @Nullable Path out = null;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--out")) {
                if (out != null || i + 1 == arguments.size()) {
                    throw new UsageException("--out takes one folder");
                }
                out = path(arguments.get(++i));
            } else if (argument.startsWith("--out=")) {
                out = path(argument.substring("--out=".length()));
            } else if (argument.startsWith("-")) {
                throw new UsageException("unknown option " + argument);
            } else {
                inputs.add(path(argument));
            }
        }
        if (inputs.isEmpty() || out == null) {
            throw new UsageException(
                    inputs.isEmpty() ? "say which file or folder to read" : "say where to write with --out DIR");
        }
        return extract(inputs, out);
    }

    private static ExitCode extract(List<Path> inputs, Path out) {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new UsageException("cannot create the folder " + out);
        }
        LeadFinder analyst = new Analyst();
        boolean failed = false;
        for (Path input : inputs) {
            for (Path file : files(input)) {
                failed |= !extract(file, out, analyst);
            }
        }
        return failed ? ExitCode.SOME_INPUTS_FAILED : ExitCode.DONE;
    }

    private static boolean extract(Path file, Path out, LeadFinder analyst) {
        Path name = file.getFileName();
        try {
            if (!Files.isRegularFile(file) || name == null) {
                throw new ConversationFile.Unreadable(Files.exists(file) ? "not a file" : "no such file");
            }
            Path target = out.resolve(name.toString());
            if (Files.exists(target) && Files.isSameFile(target, file)) {
                throw new ConversationFile.Unreadable("its output would replace it; choose another --out folder");
            }
            FindingsFile.write(analyst.find(ConversationFile.read(file)), target);
            return true;
        } catch (ConversationFile.Unreadable e) {
            System.err.println(file + ": " + e.getMessage());
        } catch (IOException e) {
            System.err.println(
                    file + ": the findings cannot be written: " + e.getClass().getSimpleName());
        }
        return false;
    }

    /** The file itself, or the JSON files of a folder by name. */
    private static List<Path> files(Path input) {
        if (!Files.isDirectory(input)) {
            return List.of(input);
        }
        try (Stream<Path> entries = Files.list(input)) {
            return entries.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(input);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("not a path: " + text);
        }
    }
}
