package app.ayka.base.cli;

import java.util.List;

/**
 * One verb of the {@code ayka} command line that needs neither server nor database. Implementations are found through
 * {@link java.util.ServiceLoader}; they have a public no-argument constructor and do no work in it.
 *
 * <p>Standard output carries data only; everything for people goes to standard error.
 */
public interface Command {

    /** The word that selects this command, such as {@code transcribe}. Unique. */
    String verb();

    /** Multi-line usage text for {@code ayka help VERB}; the first line is the one-line summary. */
    String help();

    /**
     * Runs the command to its end.
     *
     * @param arguments what follows the verb, in order
     * @throws UsageException when the arguments make no sense (exit code 2)
     */
    ExitCode run(List<String> arguments);
}
