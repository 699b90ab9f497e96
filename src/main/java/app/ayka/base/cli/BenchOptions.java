package app.ayka.base.cli;

import java.util.List;

/** Numbers that a measurement is told on the command line, as in {@code --seconds 40}. */
public final class BenchOptions {

    private BenchOptions() {}

    /**
     * Takes the option and its number out of the arguments.
     *
     * @return the number, at least 1; the other one when the option is not there
     * @throws UsageException when what follows is no such number
     */
    public static int take(List<String> arguments, String option, int otherwise) {
        var at = arguments.indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(arguments.get(at + 1));
            if (number >= 1) {
                arguments.subList(at, at + 2).clear();
                return number;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new UsageException(option + " needs a number of at least 1");
        }
        throw new UsageException(option + " needs a number of at least 1");
    }
}
